package baton.cli.demo;

import java.util.List;

/** What the guest's lines prove: numbered without a gap or a repetition, its timer's count with them, no failed check. */
final class GuestLog {
    /** A tick line comes every 10 ticks of the guest's timer, which are 10 ms each. */
    private static final int MILLIS_PER_TICK = 10;

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
            if (!text.startsWith("tick ")) {
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

    /** How long the guest stood still between two of its lines, beyond the time that its own timer counted. */
    static long stillMillis(SerialPort.Line before, SerialPort.Line after) {
        long counted = (value(after.text(), "pit=") - value(before.text(), "pit=")) * MILLIS_PER_TICK;
        return Math.max(0, (after.nanos() - before.nanos()) / 1_000_000 - counted);
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
