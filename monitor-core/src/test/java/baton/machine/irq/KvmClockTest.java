package baton.machine.irq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import org.junit.jupiter.api.Test;

class KvmClockTest implements VmStateContract<KvmClock> {
    private final FakeKvm kvm = new FakeKvm();

    @Override
    public KvmClock fresh() {
        return new KvmClock(new FakeKvm());
    }

    @Override
    public void disturb(KvmClock section) throws Exception {
        Sections.load(section, Sections.golden("mv1-kvmclock-0"));
    }

    @Test
    void streamOfQemu_setsTheClockAndIsSavedAlike() throws Exception {
        byte[] body = Sections.golden("mv1-kvmclock-0");
        KvmClock destination = new KvmClock(kvm);
        Sections.load(destination, body);
        destination.vmStarting();
        KvmClock source = new KvmClock(kvm);
        source.vmStopped();

        assertEquals(0x5cae25f3L, kvm.clock);
        assertArrayEquals(body, Sections.save(source));
    }
}
