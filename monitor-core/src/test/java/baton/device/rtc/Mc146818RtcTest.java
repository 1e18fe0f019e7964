package baton.device.rtc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Bytes;
import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import baton.machine.bus.IoDevice;
import baton.machine.irq.IrqLine;
import baton.machine.time.testing.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mc146818RtcTest implements DeviceContract<Mc146818Rtc> {
    private static final long SECOND = 1_000_000_000L;
    private static final long BASE = 1795261557L; // Saturday 2026-11-21 11:45:57 UTC

    private final FakeClock clock = new FakeClock(7 * SECOND);
    private boolean level;
    private final IrqLine irq = new IrqLine() {
        @Override
        public void set(boolean newLevel) {
            level = newLevel;
        }
    };
    private final Mc146818Rtc rtc = new Mc146818Rtc(clock, irq, BASE);

    @Override
    public Mc146818Rtc fresh() {
        return new Mc146818Rtc(new FakeClock(7 * SECOND), IrqLine.NONE, BASE);
    }

    @Override
    public void disturb(Mc146818Rtc device) {
        device.write(0, 0x0b, 1);
        device.write(1, 0x62, 1);
    }

    private int get(int register) {
        rtc.write(0, register, 1);
        return (int) rtc.read(1, 1);
    }

    private void set(int register, int value) {
        rtc.write(0, register, 1);
        rtc.write(1, value, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mv1", "mv1-plain", "mv1-cpr-reboot", "mv2-hlt"})
    void streamOfQemu_isLoadedAndSavedAlike(String stream) throws Exception {
        byte[] body = Sections.golden(stream + "-mc146818rtc-0");
        long saved = new CmosCalendar(body).seconds(); // the registers come first: this is when it was saved
        long base = Bytes.u64(body, 128 + 1 + 28 + 8 + 8 + 24 + 4 + 4);
        long lastUpdate = Bytes.u64(body, 128 + 1 + 28 + 8 + 8 + 24 + 4 + 4 + 8);
        FakeClock then = new FakeClock(lastUpdate + (saved - base) * SECOND);
        Mc146818Rtc other = new Mc146818Rtc(then, IrqLine.NONE, 0);

        Sections.load(other, body);

        assertArrayEquals(body, Sections.save(other));
    }

    /** A battery keeps its memory over a reset. */
    @Override
    public void unharmed(IoDevice device, boolean reset) throws Exception {
        Sections.load(fresh(), Sections.save((Mc146818Rtc) device));
    }

    @Test
    void time_isShownInBcdAndGoesOn() {
        clock.advance(4 * SECOND);

        assertEquals(0x01, get(0));
        assertEquals(0x46, get(2));
        assertEquals(0x11, get(4));
        assertEquals(7, get(6));
        assertEquals(0x21, get(7));
        assertEquals(0x11, get(8));
        assertEquals(0x26, get(9));
        assertEquals(0x20, get(0x32));
        assertEquals(0x20, get(0x37));
    }

    @Test
    void timeSetByTheGuest_isKeptInBinaryAndTwelveHours() {
        set(0x0b, 0x84);
        set(9, 24);
        set(8, 2);
        set(7, 28);
        set(4, 0x80 | 11);
        set(2, 59);
        set(0, 59);

        set(0x0b, 0x04);
        clock.advance(SECOND);

        assertEquals(29, get(7));
        assertEquals(12, get(4));
        assertEquals(0, get(0));
    }

    @Test
    void updateInProgress_isSeenJustBeforeTheSecondTurns() {
        clock.advance(SECOND - 200_000);
        assertEquals(0xa6, get(0x0a));

        clock.advance(200_001);

        assertEquals(0x26, get(0x0a));
    }

    @Test
    void updateInterrupt_comesEverySecondUntilFlagsAreRead() {
        set(0x0b, 0x12);

        clock.advance(SECOND);

        assertTrue(level);
        assertEquals(0x90, get(0x0c) & 0xf0);
        assertFalse(level);
        clock.advance(SECOND);
        assertTrue(level);
    }

    @Test
    void alarm_strikesAtItsTime() {
        set(5, 0x11);
        set(3, 0x46);
        set(1, 0x03);
        set(0x0b, 0x22);

        clock.advance(5 * SECOND);
        assertFalse(level);
        clock.advance(SECOND);

        assertTrue(level);
        assertEquals(0xb0, get(0x0c) & 0xf0);
    }

    @Test
    void periodicInterrupt_keepsItsRate() {
        set(0x0a, 0x26); // 1024 Hz
        set(0x0b, 0x42);
        int ticks = 0;
        for (int i = 0; i < 1000; i++) {
            clock.advance(SECOND / 1000);
            ticks += (get(0x0c) & 0x40) >> 6;
        }

        assertTrue(ticks >= 999 && ticks <= 1000, "1 kHz poll of a 1024 Hz timer saw " + ticks);
    }

    @Test
    void periodicInterruptAfterALongPause_comesOnceNotInABurst() throws Exception {
        set(0x0a, 0x26);
        set(0x0b, 0x42);
        byte[] saved = Sections.save(rtc);
        FakeClock hoursLater = new FakeClock(7 * SECOND + 7200 * SECOND);
        int[] rises = {0};
        Mc146818Rtc other = new Mc146818Rtc(
                hoursLater,
                new IrqLine() {
                    @Override
                    public void set(boolean newLevel) {
                        rises[0] += newLevel ? 1 : 0;
                    }
                },
                BASE);
        Sections.load(other, saved);
        other.commit();

        hoursLater.advance(SECOND / 1024 + 1);

        assertEquals(1, rises[0]);
    }

    @Test
    void idleClock_armsNoTimerOnceItsFlagIsUp() {
        set(0x0b, 0x02);
        clock.advance(86400 * SECOND);

        assertEquals(0, clock.armed());
    }

    @Test
    void memorySize_isInTheRegistersOfAPc() {
        rtc.memorySize(64 << 20, 0);
        assertEquals(0x280, get(0x15) | get(0x16) << 8);
        assertEquals(0xfc00, get(0x17) | get(0x18) << 8);
        assertEquals(0x0300, get(0x34) | get(0x35) << 8);

        rtc.memorySize(3L << 30, 1L << 30);

        assertEquals(0xffff, get(0x30) | get(0x31) << 8);
        assertEquals(0x4000, get(0x5b) | get(0x5c) << 8 | get(0x5d) << 16);
    }
}
