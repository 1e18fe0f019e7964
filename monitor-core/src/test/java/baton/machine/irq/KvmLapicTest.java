package baton.machine.irq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.base.Bytes;
import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.time.testing.FakeClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvmLapicTest implements VmStateContract<KvmLapic> {
    private static final int COUNT_LOAD_TIME = 181 - 24;

    private final FakeKvm kvm = new FakeKvm();

    @Override
    public KvmLapic fresh() {
        return new KvmLapic(new FakeKvm(), 0, new FakeClock(77));
    }

    @Override
    public void disturb(KvmLapic section) throws Exception {
        Sections.load(section, Sections.golden("mv1-apic-0"));
        section.commit();
    }

    /** Loading fetches nothing, so what is saved next is what the kernel has, with the time of the save. */
    @ParameterizedTest
    @CsvSource({"mv1, 0", "mv1-plain, 0", "mv1-cpr-reboot, 0", "mv2-hlt, 0", "mv2-hlt, 1"})
    void streamOfQemu_goesThroughTheKernelAndBack(String stream, int id) throws Exception {
        byte[] body = Sections.golden(stream + "-apic-" + id);
        FakeClock clock = new FakeClock(Bytes.u64(body, COUNT_LOAD_TIME));
        KvmLapic destination = new KvmLapic(kvm, id, clock);
        Sections.load(destination, body);
        destination.commit();

        assertArrayEquals(body, Sections.save(new KvmLapic(kvm, id, clock)));
    }

    @Test
    void reset_leavesTheBootCpusApicEnabledAndMasked() throws Exception {
        new KvmLapic(kvm, 0, new FakeClock(0)).reset();

        ByteBuffer page = ByteBuffer.wrap(kvm.lapic).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0xfee00900L, kvm.apicBase);
        assertEquals(0xff, page.getInt(0x0f * 16));
        assertEquals(0x10000, page.getInt(0x35 * 16));
        assertEquals(-1, page.getInt(0x0e * 16));
    }

    @Test
    void reset_givesASecondCpuItsId() throws Exception {
        new KvmLapic(kvm, 1, new FakeClock(0)).reset();

        assertEquals(0xfee00800L, kvm.apicBase);
        assertEquals(1, kvm.lapic[2 * 16 + 3]);
    }
}
