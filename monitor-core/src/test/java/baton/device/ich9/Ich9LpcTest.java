package baton.device.ich9;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.device.pci.PciBus;
import baton.device.testing.FakePower;
import baton.device.testing.FunctionRegisters;
import baton.device.testing.HostileGuestContract;
import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.bus.IoDevice;
import baton.machine.irq.IrqLine;
import baton.machine.time.testing.FakeClock;
import baton.migration.vmstate.VmStateException;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ich9LpcTest implements VmStateContract<Ich9Lpc>, HostileGuestContract {
    private final FakePower power = new FakePower();
    private final FakeClock clock = new FakeClock(0);
    private Ich9Pm pm;

    @Override
    public Ich9Lpc fresh() {
        pm = new Ich9Pm(clock, IrqLine.NONE, power);
        pm.reset();
        return new Ich9Lpc(pm, power, 0x600, 0xfed1c000);
    }

    @Override
    public FunctionRegisters registers() {
        return onBus(new PciBus(), fresh());
    }

    private static FunctionRegisters onBus(PciBus bus, Ich9Lpc device) {
        bus.add(2, 0, device.function());
        return FunctionRegisters.of(bus, device, device::reset);
    }

    @Override
    public int window() {
        return FunctionRegisters.CONFIG;
    }

    @Override
    public void unharmed(IoDevice device, boolean reset) throws Exception {
        byte[] saved = Sections.save(((FunctionRegisters) device).section());
        if (reset) {
            assertArrayEquals(Sections.save(fresh()), saved);
        } else {
            Sections.load(fresh(), saved);
        }
    }

    @Override
    public void disturb(Ich9Lpc section) {
        section.apm().write(0, 2, 1);
        section.apm().write(1, 0x44, 1);
        section.chipConfig().write(0x100, 0x12345678, 4);
        section.function().write(0x60, 5, 1);
        section.resetControl().write(0, 2, 1);
        pm.write(2, 0x100, 2);
        pm.pressButton();
    }

    @Test
    void streamOfQemu_isLoadedAndSavedAlike() throws Exception {
        byte[] body = Sections.golden("10.0.2", "q35-suspended-ICH9LPC-0");
        Ich9Lpc lpc = fresh();

        Sections.load(lpc, body);

        assertArrayEquals(body, Sections.save(lpc));
        assertEquals(0x0401, pm.read(4, 2), "asleep in S3");
    }

    @Test
    void sectionAtPowerOn_isQemusAfterFirmwareAndTheGuestsSleep() throws Exception {
        byte[] qemu = Sections.golden("10.0.2", "q35-suspended-ICH9LPC-0");
        Ich9Lpc lpc = fresh();
        lpc.apm().write(0, 0xf1, 1);
        pm.write(4, 0x0401, 2);
        pm.write(0x30, 0x21, 4); // firmware there has SMM
        pm.read(0, 2);

        assertArrayEquals(qemu, Sections.save(lpc));
    }

    @Test
    void timerThatWouldNeverRest_isRefused() throws Exception {
        byte[] body = Sections.golden("10.0.2", "q35-suspended-ICH9LPC-0");
        body[276 + 2 + 6 + 8] = 0x7f;

        VmStateException refused = assertThrows(VmStateException.class, () -> Sections.load(fresh(), body));

        assertEquals("ich9_pm: the power management timer overflows at tick " + (0x7fL << 56), refused.getMessage());
    }

    @Test
    void apmCommands_switchAcpiOnAndOff() {
        Ich9Lpc lpc = fresh();

        lpc.apm().write(0, 2, 1);
        assertEquals(1, pm.read(4, 2));
        lpc.apm().write(0, 3, 1);
        assertEquals(0, pm.read(4, 2));
    }

    @Test
    void resetRegister_resets() {
        Ich9Lpc lpc = fresh();

        lpc.resetControl().write(0, 0x0f, 1);

        assertEquals(List.of("reset"), power.asked);
    }

    @Test
    void chipConfiguration_isMemoryOfItsSize() {
        Ich9Lpc lpc = fresh();

        lpc.chipConfig().write(0x3ffe, -1, 8);

        assertEquals(0xffff, lpc.chipConfig().read(0x3ffe, 8));
        lpc.chipConfig().reset();
        assertEquals(0x3210, lpc.chipConfig().read(0x3140, 2));
    }
}
