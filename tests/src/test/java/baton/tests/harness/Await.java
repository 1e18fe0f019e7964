package baton.tests.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waiting for conditions with a deadline; the machine may be slow, so the deadlines are long and met early. */
public final class Await {
    /** Long enough for anything that happens at all, on two loaded cores. */
    public static final Duration LIMIT = Duration.ofSeconds(75);

    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    /** Who asks more often takes the processor from what it waits for. */
    private static final long LONGEST_PAUSE_NANOS = 15_000_000;

    private Await() {}

    /** What is waited for. */
    public interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until the condition holds; fails with what {@code state} says after {@link #LIMIT}. */
    public static void until(String what, Supplier<String> state, Condition condition) throws IOException {
        until(what, LIMIT, state, condition);
    }

    /** Waits until the condition holds; fails with what {@code state} says when the time is over. */
    public static void until(String what, Duration limit, Supplier<String> state, Condition condition)
            throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + limit.toSeconds() + " s for " + what + "\n" + state.get());
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 3 / 2, LONGEST_PAUSE_NANOS);
        }
    }
}
