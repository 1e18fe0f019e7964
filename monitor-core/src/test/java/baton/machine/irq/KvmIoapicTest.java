package baton.machine.irq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvmIoapicTest implements VmStateContract<KvmIoapic> {
    private final FakeKvm kvm = new FakeKvm();

    @Override
    public KvmIoapic fresh() {
        return new KvmIoapic(new FakeKvm());
    }

    @Override
    public void disturb(KvmIoapic section) throws Exception {
        Sections.load(section, Sections.golden("mv1-ioapic-0"));
        section.commit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mv1", "mv1-plain", "mv1-cpr-reboot", "mv2-hlt"})
    void streamOfQemu_goesThroughTheKernelAndBack(String stream) throws Exception {
        byte[] body = Sections.golden(stream + "-ioapic-0");
        KvmIoapic destination = new KvmIoapic(kvm);
        Sections.load(destination, body);
        destination.commit();

        assertArrayEquals(body, Sections.save(new KvmIoapic(kvm)));
    }

    @Test
    void reset_masksEveryPinInTheKernel() throws Exception {
        KvmIoapic ioapic = new KvmIoapic(kvm);
        disturb(ioapic);

        new KvmIoapic(kvm).reset();

        ByteBuffer chip = ByteBuffer.wrap(kvm.chips[2]).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0xfec00000L, chip.getLong(8));
        assertEquals(0x10000L, chip.getLong(32 + 8 * 23));
    }
}
