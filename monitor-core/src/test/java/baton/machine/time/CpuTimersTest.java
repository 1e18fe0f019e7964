package baton.machine.time;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.time.testing.FakeClock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CpuTimersTest implements VmStateContract<CpuTimers> {
    private static VirtualClock clock(long nanos) {
        VirtualClock clock = new VirtualClock(new FakeClock(0));
        clock.set(nanos);
        return clock;
    }

    @Override
    public CpuTimers fresh() {
        return new CpuTimers(clock(0));
    }

    @Override
    public void disturb(CpuTimers section) throws Exception {
        Sections.load(section, Sections.golden("mv1-timer-0"));
        section.commit();
    }

    /** Any eight bytes are a time: nothing can be refused. */
    @Override
    public void damagedState_endsInNothingButVmStateException() throws Exception {
        byte[] body = Sections.golden("mv1-timer-0");
        Arrays.fill(body, (byte) 0xff);
        CpuTimers section = fresh();

        Sections.load(section, body);
        section.commit();

        assertFalse(Arrays.equals(Sections.save(fresh()), Sections.save(section)));
    }

    @Test
    void virtualTime_goesOnWhereItStood() throws Exception {
        VirtualClock destination = clock(0);
        CpuTimers section = new CpuTimers(destination);

        Sections.load(section, Sections.save(new CpuTimers(clock(123_456_789))));
        section.commit();

        assertEquals(123_456_789, destination.now());
    }

    @Test
    void sectionOfQemu_isSavedAgainAsTheSameBytes() throws Exception {
        byte[] body = Sections.golden("mv1-timer-0");
        CpuTimers section = fresh();

        Sections.load(section, body);
        section.commit();

        assertArrayEquals(body, Sections.save(section));
    }
}
