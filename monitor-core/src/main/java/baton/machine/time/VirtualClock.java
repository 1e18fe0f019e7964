package baton.machine.time;

import baton.base.AnyThread;
import java.util.ArrayList;
import java.util.List;

/**
 * Nanoseconds the guest has been running: it goes with a host clock between {@link #start} and {@link #stop} and stands
 * still otherwise, so that a guest does not see the time it was stopped for. QEMU's QEMU_CLOCK_VIRTUAL.
 */
@AnyThread
public final class VirtualClock implements GuestClock {
    private final GuestClock host;
    private final List<StoppableTimer> timers = new ArrayList<>();
    private long offset; // virtual less host time, of this run or the latest
    private long stoppedAt;
    private boolean running;

    /** A clock at zero, standing. {@code host} must be monotonic. */
    public VirtualClock(GuestClock host) {
        this.host = host;
        this.offset = -host.now();
    }

    @Override
    public synchronized long now() {
        return running ? host.now() + offset : stoppedAt;
    }

    /** Virtual less host time while the clock runs, or when it last ran: converts times of the host's clock. */
    public synchronized long offset() {
        return offset;
    }

    /** Whether time passes. */
    public synchronized boolean isRunning() {
        return running;
    }

    /** Goes on, with its timers; nothing when running. */
    public synchronized void start() {
        if (!running) {
            offset = stoppedAt - host.now();
            running = true;
            timersFollow();
        }
    }

    /** Stands still; nothing when standing. */
    public synchronized void stop() {
        if (running) {
            stoppedAt = now();
            running = false;
            timersFollow();
        }
    }

    /** Sets the time, as a loaded {@code timer} section does. */
    public synchronized void set(long nanos) {
        stoppedAt = nanos;
        offset = nanos - host.now();
        timersFollow();
    }

    private void timersFollow() {
        for (StoppableTimer timer : timers) {
            timer.follow();
        }
    }

    /** Makes a timer that stands still with this clock. Made for the life of the machine: it is never forgotten. */
    @Override
    public synchronized GuestTimer timer(Runnable expired) {
        StoppableTimer timer = new StoppableTimer(expired);
        timers.add(timer);
        return timer;
    }

    private final class StoppableTimer implements GuestTimer, Runnable {
        private final Runnable expired;
        private final GuestTimer hostTimer;
        private boolean armed;
        private long expiry;

        StoppableTimer(Runnable expired) {
            this.expired = expired;
            this.hostTimer = host.timer(this);
        }

        @Override
        public void at(long nanos) {
            synchronized (VirtualClock.this) {
                armed = true;
                expiry = nanos;
                follow();
            }
        }

        @Override
        public void cancel() {
            synchronized (VirtualClock.this) {
                armed = false;
                hostTimer.cancel();
            }
        }

        /** Makes the host timer agree with the clock. The clock's lock is held. */
        void follow() {
            if (armed && running) {
                hostTimer.at(expiry - offset);
            } else {
                hostTimer.cancel();
            }
        }

        @Override
        public void run() {
            synchronized (VirtualClock.this) {
                if (!armed || !running || now() < expiry) {
                    follow(); // set anew, or stopped, while on its way here
                    return;
                }
                armed = false;
            }
            expired.run();
        }
    }
}
