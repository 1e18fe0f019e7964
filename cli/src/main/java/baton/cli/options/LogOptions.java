package baton.cli.options;

import java.util.List;

/**
 * {@code -msg}, {@code -d} and {@code -D}.
 *
 * @param timestamp whether errors start with the time
 * @param guestName whether errors start with the guest's name
 * @param file where logging goes; null for stderr
 * @param items what is logged
 */
public record LogOptions(boolean timestamp, boolean guestName, String file, List<String> items) {
    /** Copies the list. */
    public LogOptions {
        items = List.copyOf(items);
    }
}
