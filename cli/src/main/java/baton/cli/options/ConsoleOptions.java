package baton.cli.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Everything bytes flow through.
 *
 * @param chardevs in the order to be opened; ids unique
 * @param serials the chardev of each serial port in turn; null for a port not to be there
 * @param monitors in the order given; each names a chardev above
 * @param qtest the chardev of {@code -qtest}, or null
 * @param qtestLog {@code -qtest-log}: a file, or null
 */
public record ConsoleOptions(
        List<ChardevOptions> chardevs,
        List<String> serials,
        List<MonitorOptions> monitors,
        String qtest,
        String qtestLog) {
    /** Copies the lists. */
    public ConsoleOptions {
        chardevs = List.copyOf(chardevs);
        serials = Collections.unmodifiableList(new ArrayList<>(serials));
        monitors = List.copyOf(monitors);
    }
}
