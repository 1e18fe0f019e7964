package baton.machine.irq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.migration.vmstate.VmStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvmPicTest implements VmStateContract<KvmPic> {
    private final FakeKvm kvm = new FakeKvm();

    @Override
    public KvmPic fresh() {
        return new KvmPic(new FakeKvm(), 1);
    }

    @Override
    public void disturb(KvmPic section) throws Exception {
        Sections.load(section, Sections.golden("mv1-i8259-1"));
        section.commit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mv1", "mv1-plain", "mv1-cpr-reboot", "mv2-hlt"})
    void streamOfQemu_goesThroughTheKernelAndBack(String stream) throws Exception {
        for (int chip = 0; chip < 2; chip++) {
            byte[] body = Sections.golden(stream + "-i8259-" + chip);
            KvmPic destination = new KvmPic(kvm, chip);
            Sections.load(destination, body);
            destination.commit();

            assertArrayEquals(body, Sections.save(new KvmPic(kvm, chip)));
        }
    }

    @Test
    void fields_landWhereTheKernelHasThem() throws Exception {
        KvmPic master = new KvmPic(kvm, 0);
        Sections.load(master, Sections.golden("mv1-i8259-0"));
        master.commit();

        assertEquals(0x05, kvm.chips[0][8 + 1]); // irr
        assertEquals((byte) 0xfa, kvm.chips[0][8 + 2]); // imr
        assertEquals(0x20, kvm.chips[0][8 + 5]); // irq_base
        assertEquals((byte) 0xf8, kvm.chips[0][8 + 15]); // elcr_mask
        assertTrue(master.outputAsserted());
    }

    @Test
    void reset_clearsTheKernelsChip() throws Exception {
        KvmPic slave = new KvmPic(kvm, 1);
        disturb(slave);

        slave.reset();

        assertEquals(0, kvm.chips[1][8 + 2]);
        assertEquals((byte) 0xde, kvm.chips[1][8 + 15]);
        assertFalse(slave.outputAsserted());
    }

    @Test
    void kernelThatRefuses_failsTheLoadWithItsReason() {
        KvmPic master = new KvmPic(kvm, 0);
        kvm.broken = true;

        VmStateException e = assertThrows(VmStateException.class, master::commit);

        assertEquals("KVM_SET_IRQCHIP failed: Invalid argument", e.getMessage());
    }
}
