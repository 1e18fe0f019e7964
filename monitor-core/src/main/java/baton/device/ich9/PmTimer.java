package baton.device.ich9;

import baton.machine.time.GuestClock;
import baton.machine.time.GuestTimer;
import baton.migration.vmstate.VmStateException;

/**
 * The ACPI power management timer: 24 bits at 3.579545 MHz of the guest's time (ACPI 6.4, 4.8.3.3). Its owner locks.
 */
final class PmTimer {
    private static final long SECOND = 1_000_000_000L;
    private static final long FREQUENCY = 3_579_545;
    private static final long HALF = 0x800000; // ticks between changes of the highest bit
    private static final long LATEST = 1L << 53; // 80 years
    static final long NEVER = -1;

    /** When the interrupt's timer fires; on the wire. */
    long expiry = NEVER;
    /** Ticks at which the highest bit changes next; on the wire. */
    long overflow;

    private final GuestClock clock;
    private final GuestTimer timer;

    PmTimer(GuestClock clock, Runnable overflowed) {
        this.clock = clock;
        this.timer = clock.timer(overflowed);
    }

    void reset() {
        overflow = 0;
        arm(false);
    }

    private long ticks() {
        long now = clock.now();
        return now / SECOND * FREQUENCY + now % SECOND * FREQUENCY / SECOND;
    }

    /** The register. */
    long value() {
        return ticks() & 2 * HALF - 1;
    }

    /** Whether the highest bit has changed since {@link #acknowledge}. */
    boolean overflowed() {
        return ticks() >= overflow;
    }

    /** Refuses a time that cannot be: a timer set by it would never rest. */
    void check() throws VmStateException {
        if (overflow < 0 || overflow > LATEST) {
            throw VmStateException.corrupt("ich9_pm: the power management timer overflows at tick " + overflow);
        }
    }

    void acknowledge() {
        overflow = ticks() + HALF & -HALF;
    }

    /** Has the owner told of the next overflow, or not. */
    void arm(boolean wanted) {
        if (wanted) {
            expiry = overflow / FREQUENCY * SECOND + overflow % FREQUENCY * SECOND / FREQUENCY + 1;
            timer.at(expiry);
        } else {
            expiry = NEVER;
            timer.cancel();
        }
    }
}
