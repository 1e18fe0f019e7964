package baton.machine.irq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.migration.vmstate.VmStateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvmPicTest implements VmStateContract<KvmPic> {
    private final FakeKvm kvm = new FakeKvm();

    @Override
    public KvmPic fresh() {
        return slave(new FakeKvm());
    }

    private static KvmPic slave(FakeKvm kvm) {
        return KvmPic.pair(kvm, () -> false).get(1);
    }

    /** irr, imr and isr of both, as the kernel has them after the load of chips where these are in service. */
    private String loaded(boolean cpuTakesInterrupts, int masterInService, int slaveInService) throws Exception {
        List<KvmPic> pair = KvmPic.pair(kvm, () -> cpuTakesInterrupts);
        byte[] master = Sections.golden("mv1-plain-i8259-0");
        byte[] slave = Sections.golden("mv1-plain-i8259-1");
        master[1] = 0;
        slave[1] = 0;
        master[3] = (byte) masterInService;
        slave[3] = (byte) slaveInService;
        Sections.load(pair.get(0), master);
        Sections.load(pair.get(1), slave);
        pair.get(0).commit();
        pair.get(1).commit();
        return "irr " + kvm.chips[0][9] + " " + kvm.chips[1][9] + " isr " + kvm.chips[0][11] + " " + kvm.chips[1][11];
    }

    @Test
    void interruptThatKvmForgot_isAskedForAgain() throws Exception {
        assertEquals("irr 0 0 isr 0 0", loaded(true, 0, 0));
        assertEquals("irr 1 0 isr 0 0", loaded(true, 1, 0));
        assertEquals("irr 4 1 isr 0 0", loaded(true, 4, 1));
        assertEquals("irr 1 0 isr 4 1", loaded(true, 5, 1));
    }

    @Test
    void interruptBeingHandled_isLeftInService() throws Exception {
        assertEquals("irr 0 0 isr 1 0", loaded(false, 1, 0));
        assertEquals("irr 0 0 isr 4 2", loaded(false, 4, 2));
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
            KvmPic destination = KvmPic.pair(kvm, () -> false).get(chip);
            Sections.load(destination, body);
            destination.commit();

            assertArrayEquals(body, Sections.save(KvmPic.pair(kvm, () -> false).get(chip)));
        }
    }

    @Test
    void fields_landWhereTheKernelHasThem() throws Exception {
        KvmPic master = KvmPic.pair(kvm, () -> false).get(0);
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
        KvmPic slave = slave(kvm);
        disturb(slave);

        slave.reset();

        assertEquals(0, kvm.chips[1][8 + 2]);
        assertEquals((byte) 0xde, kvm.chips[1][8 + 15]);
        assertFalse(slave.outputAsserted());
    }

    @Test
    void kernelThatRefuses_failsTheLoadWithItsReason() {
        KvmPic master = KvmPic.pair(kvm, () -> false).get(0);
        kvm.broken = true;

        VmStateException e = assertThrows(VmStateException.class, master::commit);

        assertEquals("KVM_SET_IRQCHIP failed: Invalid argument", e.getMessage());
    }
}
