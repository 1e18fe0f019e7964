package baton.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How often the network is told where a guest is, and with which pauses: the migration parameters {@code announce-*}.
 *
 * @param initial milliseconds before the second round
 * @param max most milliseconds between rounds
 * @param rounds how many
 * @param step milliseconds by which each pause is longer than the one before
 * @param interfaces names of the cards; null for all
 */
public record Announcement(long initial, long max, long rounds, long step, List<String> interfaces) {
    /** Takes the migration parameters by their names, and the names of cards with commas between; null for all. */
    public static Announcement of(Map<String, Object> parameters, String names) {
        return new Announcement(
                number(parameters, "announce-initial"),
                number(parameters, "announce-max"),
                number(parameters, "announce-rounds"),
                number(parameters, "announce-step"),
                names == null ? null : parts(names));
    }

    private static List<String> parts(String names) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int comma = names.indexOf(','); comma >= 0; comma = names.indexOf(',', from)) {
            parts.add(names.substring(from, comma));
            from = comma + 1;
        }
        parts.add(names.substring(from));
        return parts;
    }

    private static long number(Map<String, Object> parameters, String name) {
        return ((Number) parameters.get(name)).longValue();
    }

    /** Whether the card of this name is meant. */
    boolean concerns(String name) {
        return interfaces == null || interfaces.contains(name);
    }

    /** Milliseconds between round {@code n} (from 0) and the next. */
    long pause(long n) {
        return Math.max(0, Math.min(max, initial + n * step));
    }
}
