package baton.cli.demo;

import java.util.Locale;
import java.util.StringJoiner;

/** The parts of a pause, as {@code info migrate} of the process that has the guest now lists them. */
final class Pause {
    private static final String LINE = "Pause (us):";
    private static final String SUM = "total";
    private static final double MICROS_PER_MILLI = 1e3;

    private Pause() {}

    /** The same in milliseconds. */
    static String of(String info) throws DemoFailed {
        int at = info.indexOf(LINE);
        int end = at < 0 ? -1 : info.indexOf('\n', at);
        if (end < 0) {
            throw new DemoFailed("info migrate does not say how long the guest stood still:\n" + info);
        }
        StringJoiner parts = new StringJoiner(", ");
        for (String part : info.substring(at + LINE.length(), end).strip().split(", ")) {
            String[] words = part.split("=");
            if (!words[0].equals(SUM)) {
                double millis = Long.parseLong(words[1]) / MICROS_PER_MILLI;
                parts.add(String.format(Locale.ROOT, "%s %.1f", words[0], millis));
            }
        }
        return parts.toString();
    }
}
