package baton.migration.run;

import baton.base.AnyThread;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long the guest stands still, in named parts that follow each other without gap. Times are monotonic nanoseconds. */
@AnyThread
public final class Downtime {
    private final Map<String, Long> parts = new LinkedHashMap<>();
    private String part;
    private long since;

    /** The guest is being stopped: the first part begins. */
    synchronized void begin(String name, long now) {
        parts.clear();
        part = name;
        since = now;
    }

    /** The part in hand ends and {@code name} begins. Nothing happens before {@link #begin}. */
    synchronized void next(String name, long now) {
        if (part != null) {
            Long before = parts.get(part);
            parts.put(part, (before == null ? 0 : before) + now - since);
            part = name;
            since = now;
        }
    }

    /** The last part ends. */
    synchronized void end(long now) {
        next(null, now);
    }

    /** Finished parts in order, nanoseconds. */
    public synchronized Map<String, Long> parts() {
        return new LinkedHashMap<>(parts);
    }

    /** Sum of the finished parts, nanoseconds. */
    public synchronized long nanos() {
        long sum = 0;
        for (long nanos : parts.values()) {
            sum += nanos;
        }
        return sum;
    }
}
