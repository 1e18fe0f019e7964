package baton.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Makes lines of a {@link Snapshot} and the one before it. */
final class Frame {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double MEGABITS_TO_BYTES = 1e6 / 8;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final int PERCENT = 100;

    private Frame() {}

    /** The machine, its vCPUs, and its migration if there is or was one. {@code before} may be null. */
    static List<String> lines(Snapshot now, Snapshot before) {
        List<String> lines = new ArrayList<>();
        String name = now.name().isEmpty() ? "" : now.name() + "  ";
        lines.add(name + now.runState() + "  memory " + mib(now.ramBytes()) + "  vCPUs "
                + now.cpuMillis().size() + load(now, before));
        if (now.migration().get("status") != null) {
            lines.add(migration(now.migration()));
        }
        return lines;
    }

    private static String load(Snapshot now, Snapshot before) {
        if (before == null || before.cpuMillis().size() != now.cpuMillis().size()) {
            return "";
        }
        double passed = (now.nanos() - before.nanos()) / NANOS_PER_MILLI;
        StringJoiner all = new StringJoiner(" ", " busy ", "");
        boolean seen = false;
        for (int i = 0; i < now.cpuMillis().size(); i++) {
            long ran = now.cpuMillis().get(i) - before.cpuMillis().get(i);
            boolean here = now.cpuMillis().get(i) >= 0 && before.cpuMillis().get(i) >= 0;
            seen |= here;
            all.add(here ? Math.min(PERCENT, Math.round(PERCENT * ran / passed)) + "%" : "?");
        }
        return seen ? all.toString() : "";
    }

    private static String migration(Map<?, ?> info) {
        StringBuilder line = new StringBuilder("migration " + info.get("status"));
        if (info.get("ram") instanceof Map<?, ?> ram && number(ram, "total") > 0) {
            double total = number(ram, "total");
            double left = number(ram, "remaining");
            double rate = number(ram, "mbps") * MEGABITS_TO_BYTES;
            line.append("  ")
                    .append(Math.round(PERCENT * (total - left) / total))
                    .append('%');
            line.append("  sent ").append(mib(number(ram, "transferred")));
            line.append("  left ").append(mib(left)).append(" of ").append(mib(total));
            line.append(rate > 0 ? "  " + mib(rate) + "/s" : "");
            line.append(rate > 0 && left > 0 ? seconds("  done in", MILLIS_PER_SECOND * left / rate) : "");
        }
        line.append(pause(info));
        Object why = info.get("error-desc");
        return why == null ? line.toString() : line + "  (" + why + ")";
    }

    private static String pause(Map<?, ?> info) {
        if (info.get("x-pause") instanceof Map<?, ?> parts) {
            double micros = 0;
            for (Object part : parts.values()) {
                micros += part instanceof Number n ? n.doubleValue() : 0;
            }
            return String.format(Locale.ROOT, "  pause %.1f ms", micros / MICROS_PER_MILLI);
        }
        if (info.get("downtime") instanceof Number millis) {
            return "  pause " + millis + " ms";
        }
        return info.get("expected-downtime") instanceof Number millis ? "  pause expected " + millis + " ms" : "";
    }

    private static double number(Map<?, ?> from, String key) {
        return from.get(key) instanceof Number n ? n.doubleValue() : 0;
    }

    private static String mib(double bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / BYTES_PER_MIB);
    }

    private static String seconds(String before, double millis) {
        return String.format(Locale.ROOT, "%s %.1f s", before, millis / MILLIS_PER_SECOND);
    }
}
