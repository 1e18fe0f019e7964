package baton.machine.vcpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.boot.BootState;
import baton.migration.vmstate.VmStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuStateTest implements VmStateContract<CpuState> {
    private static final int MP_STATE_AT = 1153;
    private static final int XCR0_AT = 1545;

    @Override
    public CpuState fresh() {
        return FakeCpuStore.cpu(0);
    }

    @Override
    public void disturb(CpuState cpu) throws Exception {
        Sections.load(cpu, Sections.golden("mv1-pvmsr-cpu-0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mv1-cpu-0", "mv1-pvmsr-cpu-0", "mv1-max-cpu-0", "mv2-hlt-cpu-0", "mv2-hlt-cpu-1"})
    void sectionOfQemu_isSavedAgainAsTheSameBytes(String section) throws Exception {
        byte[] body = Sections.golden(section);
        CpuState cpu = fresh();

        Sections.load(cpu, body);

        assertArrayEquals(body, Sections.walk(cpu));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mv1-cpu-0", "mv1-pvmsr-cpu-0", "mv2-hlt-cpu-1"})
    void hiddenFlags_areComputedAsQemuHasThem(String section) throws Exception {
        CpuState cpu = fresh();
        Sections.load(cpu, Sections.golden(section));

        assertEquals(Integer.toHexString(cpu.hflags), Integer.toHexString(HiddenFlags.of(cpu)));
    }

    @Test
    void noSuchMpState_isRefused() throws Exception {
        byte[] body = Sections.golden("mv1-cpu-0");
        body[MP_STATE_AT + 3] = 9;

        VmStateException e = assertThrows(VmStateException.class, () -> Sections.load(fresh(), body));

        assertTrue(e.getMessage().contains("multiprocessing state: 9"), e.getMessage());
    }

    @Test
    void xcr0WithoutX87_isRefused() throws Exception {
        byte[] body = Sections.golden("mv1-cpu-0");
        body[XCR0_AT + 7] = 0;

        assertThrows(VmStateException.class, () -> Sections.load(fresh(), body));
    }

    @Test
    void reset_startsCpu0AtTheResetVectorAndLetsOthersWait() {
        CpuState boot = FakeCpuStore.cpu(0);
        CpuState other = FakeCpuStore.cpu(1);

        assertEquals(0xfff0, boot.eip);
        assertEquals(0xffff0000L, boot.segs[CpuState.CS].base);
        assertEquals(0x60fb1, boot.regs[CpuState.RDX]);
        assertEquals(0, boot.mpState);
        assertEquals(1, other.mpState);
    }

    @Test
    void reset_keepsTheTimeStampCounterGoing() {
        CpuState cpu = fresh();
        cpu.msr.set(MsrFile.TSC, 77);
        cpu.msr.set(MsrFile.STAR, 1);

        cpu.reset();

        assertEquals(77, cpu.msr.get(MsrFile.TSC));
        assertEquals(0, cpu.msr.get(MsrFile.STAR));
        assertEquals(0x0007040600070406L, cpu.msr.get(MsrFile.PAT));
    }

    @Test
    void enter_isFlatProtectedModeWithPagingOff() {
        CpuState cpu = fresh();

        cpu.enter(new BootState(0x80001000, 0x2badb002, 0x7000, 0, 0x10, 0x18));

        assertEquals(0x80001000L, cpu.eip);
        assertEquals(0x11, cpu.cr0);
        assertEquals(0x10, cpu.segs[CpuState.CS].selector);
        assertEquals(-1, cpu.segs[CpuState.DS].limit);
        assertEquals(0x7000, cpu.regs[CpuState.RBX]);
        assertEquals(BootState.STACK, cpu.regs[CpuState.RSP]);
    }
}
