package baton.machine.vcpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import org.junit.jupiter.api.Test;

class CpuCommonTest implements VmStateContract<CpuCommon> {
    private boolean halted;
    private boolean intr;

    @Override
    public CpuCommon fresh() {
        return new CpuCommon(0, () -> halted, () -> intr);
    }

    @Override
    public void disturb(CpuCommon section) throws Exception {
        halted = true;
        Sections.save(section);
        halted = false;
        Sections.load(section, new byte[] {0, 0, 0, 1, 0, 0, 0, 2});
    }

    @Override
    public void saveLoadSave_isIdentity() throws Exception {
        byte[] body = {0, 0, 0, 1, 0, 0, 0, 2};
        CpuCommon section = fresh();

        Sections.load(section, body);

        assertArrayEquals(body, Sections.walk(section));
    }

    @Override
    public void disturbance_showsInTheSavedState() throws Exception {
        halted = true;
        intr = true;

        assertArrayEquals(new byte[] {0, 0, 0, 1, 0, 0, 0, 2}, Sections.save(fresh()));
    }

    @Test
    void interruptOfThePic_isCpu0sAlone() throws Exception {
        intr = true;

        assertArrayEquals(new byte[8], Sections.save(new CpuCommon(1, () -> false, () -> intr)));
    }

    @Test
    void sectionOfQemu_isSavedAgainAsTheSameBytes() throws Exception {
        byte[] body = Sections.golden("mv2-hlt-cpu_common-0");
        CpuCommon section = fresh();

        Sections.load(section, body);

        assertArrayEquals(body, Sections.walk(section));
    }
}
