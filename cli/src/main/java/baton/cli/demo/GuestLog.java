package baton.cli.demo;

import java.util.List;

/** What the guest's lines prove: numbered without a gap or a repetition, its timer's count with them, no failed check. */
final class GuestLog {
    /** A tick line comes every 10 ticks of the guest's timer, which are 10 ms each. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final String TICK = "tick ";

    private GuestLog() {}

    /**
     * Checks all lines of a guest.
     *
     * @throws DemoFailed the first line that is not as it must be
     */
    static void check(List<SerialPort.Line> lines) throws DemoFailed {
        long expected = 1;
        long ticks = 0;
        for (SerialPort.Line line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String text = line.text();
            if (!text.startsWith(TICK)) {
                throw new DemoFailed("the guest found something wrong: " + text);
            }
            if (number(text) != expected) {
                throw new DemoFailed("expected the guest's line " + expected + ", it printed: " + text);
            }
            if (value(text, "pit=") <= ticks || value(text, "fail=") != 0) {
                throw new DemoFailed("the guest's counters are wrong: " + text);
            }
            ticks = value(text, "pit=");
            expected++;
        }
    }

    /** By how much the guest's timer is later, against ours, in the lines after than in those before. */
    static double stillMillis(List<SerialPort.Line> before, List<SerialPort.Line> after) {
        return Math.max(0, (lag(after) - lag(before)) / NANOS_PER_MILLI);
    }

    /** Our clock less the guest's, where the least was in between: what a line is late by is our host's doing. */
    private static long lag(List<SerialPort.Line> lines) {
        long least = Long.MAX_VALUE;
        for (SerialPort.Line line : lines) {
            if (line.text().startsWith(TICK)) {
                least = Math.min(least, line.nanos() - value(line.text(), "pit=") * NANOS_PER_TICK);
            }
        }
        return least;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.substring(5, Math.min(13, text.length())));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static long value(String text, String name) {
        int at = text.indexOf(name);
        int end = at < 0 ? -1 : text.indexOf(' ', at);
        String digits = at < 0 ? "" : text.substring(at + name.length(), end < 0 ? text.length() : end);
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
