package baton.machine.time.testing;

import baton.machine.time.GuestClock;
import baton.machine.time.GuestTimer;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands until the test moves it; timers fire from {@link #advance}, in order. */
public final class FakeClock implements GuestClock {
    private final List<FakeTimer> timers = new ArrayList<>();
    private long now;

    /** A clock that shows {@code now}. */
    public FakeClock(long now) {
        this.now = now;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public GuestTimer timer(Runnable expired) {
        FakeTimer timer = new FakeTimer(expired);
        timers.add(timer);
        return timer;
    }

    /** Lets time pass and fires what falls due, each at its time. */
    public void advance(long nanos) {
        long end = now + nanos;
        FakeTimer next = nextUntil(end);
        while (next != null) {
            now = Math.max(now, next.at);
            next.armed = false;
            next.expired.run();
            next = nextUntil(end);
        }
        now = end;
    }

    /** How many timers are armed. */
    public int armed() {
        int count = 0;
        for (FakeTimer timer : timers) {
            count += timer.armed ? 1 : 0;
        }
        return count;
    }

    private FakeTimer nextUntil(long end) {
        FakeTimer next = null;
        for (FakeTimer timer : timers) {
            if (timer.armed && timer.at <= end && (next == null || timer.at < next.at)) {
                next = timer;
            }
        }
        return next;
    }

    private static final class FakeTimer implements GuestTimer {
        private final Runnable expired;
        private long at;
        private boolean armed;

        FakeTimer(Runnable expired) {
            this.expired = expired;
        }

        @Override
        public void at(long nanos) {
            at = nanos;
            armed = true;
        }

        @Override
        public void cancel() {
            armed = false;
        }
    }
}
