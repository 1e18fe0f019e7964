package baton.machine.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.machine.time.testing.FakeClock;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private final FakeClock host = new FakeClock(1000);
    private final VirtualClock clock = new VirtualClock(host);
    private int fired;

    @Test
    void time_passesBetweenStartAndStopOnly() {
        host.advance(5);
        assertEquals(0, clock.now());
        clock.start();
        host.advance(7);
        clock.stop();
        host.advance(100);
        clock.start();
        host.advance(2);

        assertEquals(9, clock.now());
    }

    @Test
    void offset_turnsHostTimesOfTheLatestRunIntoVirtualOnes() {
        clock.set(50);
        clock.start();
        host.advance(10);
        clock.stop();
        host.advance(1000);

        assertEquals(55, 1005 + clock.offset());
    }

    @Test
    void timer_standsStillWithTheClock() {
        GuestTimer timer = clock.timer(() -> fired++);
        clock.start();
        timer.at(10);
        host.advance(9);
        clock.stop();
        host.advance(1000);
        assertEquals(0, fired);
        clock.start();

        host.advance(1);

        assertEquals(1, fired);
        assertEquals(0, host.armed());
    }

    @Test
    void timerSetWhileStanding_firesInTheNextRun() {
        GuestTimer timer = clock.timer(() -> fired++);
        timer.at(3);
        host.advance(1000);
        assertEquals(0, fired);

        clock.start();
        host.advance(3);

        assertEquals(1, fired);
    }

    @Test
    void timeSetByALoadedState_movesTimersWithIt() {
        GuestTimer timer = clock.timer(() -> fired++);
        timer.at(1_000_010);
        clock.set(1_000_000);
        clock.start();

        host.advance(10);

        assertEquals(1, fired);
    }
}
