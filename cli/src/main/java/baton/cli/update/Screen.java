package baton.cli.update;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The lines of progress, each with the seconds since the start. */
final class Screen {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_MILLI = 1e3;

    private final PrintStream out;
    private final long start = System.nanoTime();

    Screen(PrintStream out) {
        this.out = out;
    }

    /** What has happened. */
    void say(String text) {
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        out.println(String.format(Locale.ROOT, "%7.3f s  %s", seconds, text));
        out.flush();
    }

    /** {@code info} is what query-migrate says in the new process, after it took the guest over. */
    void pause(Map<?, ?> info) {
        if (info.get("x-pause") instanceof Map<?, ?> parts) {
            double sum = 0;
            StringJoiner list = new StringJoiner(", ");
            for (Map.Entry<?, ?> part : parts.entrySet()) {
                double millis = ((Number) part.getValue()).doubleValue() / MICROS_PER_MILLI;
                sum += millis;
                list.add(String.format(Locale.ROOT, "%s %.1f", part.getKey(), millis));
            }
            say(String.format(Locale.ROOT, "the guest stood still for %.1f ms: %s", sum, list));
        } else if (info.get("downtime") != null) {
            say("the guest stood still for " + info.get("downtime") + " ms");
        }
    }
}
