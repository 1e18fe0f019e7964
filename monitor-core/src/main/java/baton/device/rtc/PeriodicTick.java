package baton.device.rtc;

import baton.machine.time.GuestClock;
import baton.machine.time.GuestTimer;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;

/** The timer behind the RTC's periodic interrupt, in ticks of its crystal. The caller holds the RTC's lock. */
final class PeriodicTick {
    /** Ticks a second. */
    static final int CRYSTAL = 32768;

    private static final long SECOND = 1_000_000_000L;
    private static final long NEVER = -1;

    private final GuestClock clock;
    private final GuestTimer timer;

    // State: times are of the RTC's clock.
    private long at = NEVER;
    private long next;
    private int coalesced; // kept for the stream: we do not re-inject lost ticks
    private int period;

    PeriodicTick(GuestClock clock, Runnable expired) {
        this.clock = clock;
        this.timer = clock.timer(expired);
    }

    void reset() {
        next = 0;
        stop();
    }

    void state(StateVisitor v) throws VmStateException {
        at = v.timer("periodic_timer", at);
        next = v.i64("next_periodic_time", next);
        v.unused("unused", 24);
        coalesced = v.u32("irq_coalesced", coalesced);
        period = v.u32("period", period);
    }

    /** Goes on as loaded; {@code ticks} is the period. */
    void commit(int ticks) {
        if (at == NEVER) {
            timer.cancel();
        } else if (Math.abs(at - clock.now()) > nanos(ticks)) {
            schedule(clock.now(), ticks, 0); // too long ago, or of another clock: no burst of lost ticks
        } else {
            timer.at(at);
        }
    }

    /**
     * The guest has set another period.
     *
     * @param ticks the new one; 0 for off
     * @param replaced the one so far, whose begun part counts; 0 for none
     */
    void change(int ticks, int replaced) {
        schedule(clock.now(), ticks, replaced);
    }

    /** The timer has gone off: whether a tick is due, after which the next one is {@code ticks} later. */
    boolean expired(int ticks) {
        if (at == NEVER) {
            timer.cancel();
            return false;
        }
        if (clock.now() < at) {
            timer.at(at);
            return false;
        }
        schedule(next, ticks, 0);
        return true;
    }

    private void schedule(long from, int ticks, int replaced) {
        if (ticks == 0) {
            stop();
            return;
        }
        period = ticks;
        long tick = ticks(from);
        long begun = replaced == 0 ? 0 : tick - (ticks(next) - replaced);
        next = nanos(tick + ticks - Math.max(0, Math.min(begun, ticks))) + 1;
        at = next;
        timer.at(at);
    }

    private void stop() {
        period = 0;
        coalesced = 0;
        at = NEVER;
        timer.cancel();
    }

    private static long ticks(long nanos) {
        return nanos / SECOND * CRYSTAL + nanos % SECOND * CRYSTAL / SECOND;
    }

    private static long nanos(long ticks) {
        return ticks / CRYSTAL * SECOND + ticks % CRYSTAL * SECOND / CRYSTAL;
    }
}
