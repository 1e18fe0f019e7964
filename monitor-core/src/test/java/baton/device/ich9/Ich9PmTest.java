package baton.device.ich9;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.FakePower;
import baton.device.testing.HostileGuestContract;
import baton.machine.bus.IoDevice;
import baton.machine.irq.IrqLine;
import baton.machine.time.GuestClock;
import baton.machine.time.GuestTimer;
import baton.machine.time.testing.FakeClock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ich9PmTest implements HostileGuestContract {
    private static final int STATUS = 0;
    private static final int ENABLE = 2;
    private static final int CONTROL = 4;
    private static final int TIMER = 8;
    private static final int GPE = 0x20;
    private static final long SECOND = 1_000_000_000L;

    private final FakeClock clock = new FakeClock(0);
    private final FakePower power = new FakePower();
    private boolean level;
    private final Ich9Pm pm = new Ich9Pm(
            clock,
            new IrqLine() {
                @Override
                public void set(boolean newLevel) {
                    level = newLevel;
                }
            },
            power);

    @Override
    public IoDevice registers() {
        Ich9Pm device = new Ich9Pm(clock, IrqLine.NONE, power);
        device.reset();
        return device;
    }

    @Override
    public int window() {
        return 0x80;
    }

    @Override
    public void unharmed(IoDevice device, boolean reset) {
        IoDevice fresh = registers();
        for (int offset = 0; reset && offset < window(); offset += 2) {
            assertEquals(fresh.read(offset, 2), device.read(offset, 2), "register " + offset);
        }
    }

    @ParameterizedTest
    @CsvSource({"0x2401, sleep", "0x2001, off", "0x2800, off"})
    void sleepTypeWithSleepEnable_asksTheMachine(String value, String asked) {
        pm.write(CONTROL, Integer.decode(value), 2);

        assertEquals(List.of(asked), power.asked);
        assertEquals(Integer.decode(value) & ~0x2000, pm.read(CONTROL, 2), "SLP_EN reads zero");
    }

    @Test
    void sleepTypeAlone_asksNothing() {
        pm.write(CONTROL, 0x0401, 2);

        assertEquals(List.of(), power.asked);
    }

    @Test
    void highByteAlone_isEnoughToSleep() {
        pm.write(CONTROL + 1, 0x24, 1);

        assertEquals(List.of("sleep"), power.asked);
    }

    @Test
    void buttonThatIsEnabled_interruptsUntilItIsAcknowledged() {
        pm.pressButton();
        assertFalse(level, "nobody asked to hear of it");
        pm.write(ENABLE, 0x0100, 2);

        pm.pressButton();

        assertTrue(level);
        assertEquals(0x0100, pm.read(STATUS, 2) & 0x0100);
        pm.write(STATUS, 0x0100, 2);
        assertFalse(level);
        assertEquals(0, pm.read(STATUS, 2) & 0x0100);
    }

    @Test
    void eventThatIsEnabled_interruptsUntilItIsAcknowledged() {
        pm.event(5);
        assertFalse(level, "nobody asked to hear of it");
        pm.write(GPE + 8, 1 << 5, 1);

        assertTrue(level, "it has happened");
        pm.write(GPE, 1 << 5, 1);
        assertFalse(level);
        pm.event(5);
        assertTrue(level);
        assertEquals(1 << 5, pm.read(GPE, 1));
    }

    @Test
    void wake_setsItsStatusWithoutInterrupt() {
        pm.write(ENABLE, 0x0100, 2);
        pm.reset();

        pm.wake();

        assertEquals(0x8000, pm.read(STATUS, 2) & 0x8000);
        assertFalse(level);
    }

    @Test
    void timer_countsAndTellsOfItsHighestBit() {
        clock.advance(SECOND);
        assertEquals(3_579_545, pm.read(TIMER, 4));
        pm.write(STATUS, 1, 2);
        assertEquals(0, pm.read(STATUS, 2));
        pm.write(ENABLE, 1, 2);
        assertFalse(level);

        clock.advance(2 * SECOND);

        assertTrue(level);
        assertEquals(1, pm.read(STATUS, 2));
        pm.write(STATUS, 1, 2);
        assertFalse(level);
    }

    /** Linux finds a timer that steps back "inconsistent", and does without. */
    @Test
    void timerReadWhileItRuns_isOfOneMoment() {
        long[] now = {0};
        GuestClock running = new GuestClock() {
            @Override
            public long now() {
                now[0] += 50_000; // every look takes its time
                return now[0];
            }

            @Override
            public GuestTimer timer(Runnable expired) {
                return clock.timer(expired);
            }
        };
        Ich9Pm other = new Ich9Pm(running, IrqLine.NONE, power);
        long before = 0;

        for (int i = 0; i < 1000; i++) {
            long value = other.read(TIMER, 4);
            assertTrue(value > before, value + " after " + before);
            before = value;
        }
    }

    @Test
    void generalPurposeEvents_cannotBeMadeByTheGuest() {
        pm.write(GPE, -1, 8);
        pm.write(GPE + 8, -1, 8);

        assertEquals(0, pm.read(GPE, 8));
        assertEquals(-1, pm.read(GPE + 8, 8));
        assertFalse(level);
    }

    @Test
    void anyAccess_isAnswered() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int offset = random.nextInt(0x80);
            int size = 1 << random.nextInt(4);
            pm.write(offset, random.nextLong(), size);
            pm.read(offset, size);
            clock.advance(random.nextInt(1_000_000_000));
        }
        pm.reset();
        assertFalse(level);
        assertEquals(0, pm.read(CONTROL, 2));
    }
}
