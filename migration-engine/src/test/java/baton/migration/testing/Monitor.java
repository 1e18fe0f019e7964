package baton.migration.testing;

import baton.base.EventSink;
import baton.base.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Notes events and reports: {@code STOP}, {@code MIGRATION setup}, {@code error: text}. */
public final class Monitor implements EventSink, Reporter {
    private final List<String> events = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    @Override
    public synchronized void event(String name, Map<String, ?> data) {
        StringBuilder line = new StringBuilder(name);
        for (Object value : data.values()) {
            line.append(' ').append(value);
        }
        events.add(line.toString());
        notifyAll();
    }

    @Override
    public synchronized void error(String text) {
        reports.add("error: " + text);
    }

    @Override
    public synchronized void warn(String text) {
        reports.add("warning: " + text);
    }

    /** Everything so far. */
    public synchronized List<String> events() {
        return new ArrayList<>(events);
    }

    /** Everything so far. */
    public synchronized List<String> reports() {
        return new ArrayList<>(reports);
    }

    /** Waits until an event has come, from whatever thread; fails after ten seconds. */
    public synchronized void await(String event) throws InterruptedException {
        Predicate<List<String>> there = list -> list.contains(event);
        long end = System.nanoTime() + 10_000_000_000L;
        while (!there.test(events)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(event + " did not come; there were " + events);
            }
            wait(left);
        }
    }
}
