package baton.migration.spi;

import baton.base.AnyThread;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * How long the guest stands still, in named parts that follow each other without gap. Times are nanoseconds of
 * CLOCK_MONOTONIC ({@link System#nanoTime}), which all processes of a host share, so that the count can go on in another.
 */
@AnyThread
public final class Downtime {
    private static final int MAX_PARTS = 16;

    private final Map<String, Long> parts = new LinkedHashMap<>();
    private String part;
    private long since;

    /** The guest is being stopped: the first part begins. */
    public synchronized void begin(String name, long now) {
        parts.clear();
        part = name;
        since = now;
    }

    /** The part in hand ends and {@code name} begins. Nothing happens before {@link #begin}. */
    public synchronized void next(String name, long now) {
        if (part != null) {
            Long before = parts.get(part);
            parts.put(part, (before == null ? 0 : before) + now - since);
            part = name;
            since = now;
        }
    }

    /** The last part ends. */
    public synchronized void end(long now) {
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

    /** Everything so far, for {@link #resume} in another process of this host: {@code stop=200 save=1500 @load=73829}. */
    public synchronized String text() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Long> finished : parts.entrySet()) {
            text.append(finished.getKey())
                    .append('=')
                    .append(finished.getValue())
                    .append(' ');
        }
        return part == null
                ? text.toString().trim()
                : text.append('@').append(part).append('=').append(since).toString();
    }

    /** Goes on with what {@link #text} said; a text that is none leaves this empty. */
    public synchronized void resume(String text) {
        parts.clear();
        part = null;
        StringTokenizer words = new StringTokenizer(text, " ");
        try {
            while (words.hasMoreTokens() && parts.size() < MAX_PARTS) {
                String word = words.nextToken();
                int equals = word.indexOf('=');
                String name = word.substring(0, Math.max(0, equals));
                long number = Long.parseLong(word.substring(equals + 1));
                if (name.startsWith("@")) {
                    part = name.substring(1);
                    since = number;
                } else {
                    parts.put(name, number);
                }
            }
        } catch (NumberFormatException e) {
            parts.clear();
            part = null;
        }
    }
}
