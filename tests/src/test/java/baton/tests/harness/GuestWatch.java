package baton.tests.harness;

import java.io.IOException;
import java.util.function.Predicate;

/** Watches the test guest from outside: its counters, and what can be waited for in them. */
public interface GuestWatch {
    /** How often the rates are looked at before they count as wrong. */
    int WINDOWS = 10;
    /** Of the PIT, a third of a second: wrong dividers are off by factors. */
    int WINDOW_TICKS = 30;

    /** The counters now. */
    GuestCounters read() throws IOException;

    /** Waits until the counters are as wanted. */
    default GuestCounters await(String what, Predicate<GuestCounters> wanted) throws IOException {
        GuestCounters[] last = {null};
        Await.until(what, () -> "last: " + last[0], () -> {
            last[0] = read();
            return last[0].valid() && wanted.test(last[0]);
        });
        return last[0];
    }

    /** Waits until the guest has started all its CPUs and counts. */
    default GuestCounters awaitUp(int cpus) throws IOException {
        return await("guest up", now -> now.pit() >= 10 && now.cpus() == cpus && now.lapic(cpus - 1) > 2);
    }

    /** Waits until every counter has gone on from {@code before}. */
    default GuestCounters awaitOn(GuestCounters before) throws IOException {
        return awaitTicks(before, 1);
    }

    /** Waits until the PIT has ticked {@code ticks} times more than in {@code before}, and every counter has gone on. */
    default GuestCounters awaitTicks(GuestCounters before, int ticks) throws IOException {
        GuestCounters now = await(
                ticks + " ticks after " + before,
                some -> some.pit() >= before.pit() + ticks
                        && some.clockNanos() != before.clockNanos()
                        && some.hasGoneOnFrom(before));
        now.assertNoFailures();
        return now;
    }

    /**
     * Fails unless its timers run at their rates. A tick may be late on a loaded host, so one good window of several is
     * enough: a wrong divider has none.
     */
    default GuestCounters assertRates(GuestCounters first) throws IOException {
        return assertRates(first, (from, to, hostSeconds) -> to.assertRatesSince(from));
    }

    /** What must hold in one window at least; fails with an AssertionError. */
    interface Check {
        void holds(GuestCounters from, GuestCounters to, double hostSeconds);
    }

    /** As {@link #assertRates(GuestCounters)}, for what {@code check} says. */
    default GuestCounters assertRates(GuestCounters first, Check check) throws IOException {
        GuestCounters from = first;
        AssertionError last = null;
        for (int window = 0; window < WINDOWS; window++) {
            long began = System.nanoTime();
            GuestCounters to = awaitTicks(from, WINDOW_TICKS);
            try {
                check.holds(from, to, (System.nanoTime() - began) / 1e9);
                return to;
            } catch (AssertionError e) {
                last = e;
                from = to;
            }
        }
        throw last;
    }
}
