package baton.device.pci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.FunctionRegisters;
import baton.device.testing.HostileGuestContract;
import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.machine.bus.IoDevice;
import baton.machine.irq.MsiSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PcieRootPortTest implements VmStateContract<PcieRootPort>, HostileGuestContract {
    private static final int CONTROL = 0x6c;
    private static final int STATUS = 0x6e;
    private static final int LINK = 0x66;
    private static final int ECAM_BUS_1 = 1 << 20;
    private static final int POWER_ON = 0x01f1;
    private static final int POWER_OFF = 0x07f1;

    private final List<String> heard = new ArrayList<>();
    private final PciBus root = new PciBus();
    private final PciEcam ecam = new PciEcam(root);

    @Override
    public PcieRootPort fresh() {
        PcieRootPort.Place place = new PcieRootPort.Place(root, "0000:00:02.0", 2, 1, 0, 1);
        return new PcieRootPort(
                place,
                new MsiSink() {
                    @Override
                    public void send(long address, int data) {
                        heard.add(Long.toHexString(address) + "=" + data);
                    }
                },
                new PcieRootPort.Released() {
                    @Override
                    public void released(PcieRootPort port) {
                        heard.add("released");
                    }
                });
    }

    @Override
    public FunctionRegisters registers() {
        return FunctionRegisters.of(fresh());
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
    public void disturb(PcieRootPort section) {
        section.function().write(0x18, 0x010100, 4);
        section.plug(card(), true);
        section.function().write(CONTROL, 0x0231, 2);
    }

    private static PciFunction card() {
        return new PciFunction(PciImage.header(PciImage.EXPRESS, 0x1af4, 0x1044, 0x00ff, 1));
    }

    /** On bus 0, and numbered by a guest. */
    private PcieRootPort placed() {
        PcieRootPort port = fresh();
        root.add(2, 0, port.function());
        ecam.write(2 << 15 | 0x18, 0x00010100, 4);
        return port;
    }

    private int register(int at) {
        return (int) ecam.read(2 << 15 | at, 2);
    }

    private void write(int at, int value) {
        ecam.write(2 << 15 | at, value, 2);
    }

    private long behind() {
        return ecam.read(ECAM_BUS_1, 4) & 0xffffffffL;
    }

    @Test
    void portOfQemu_isSavedAlike() throws Exception {
        PcieRootPort port = fresh();
        port.plug(card(), false);

        assertArrayEquals(Sections.golden("10.0.2", "q35-pcie-root-port-0"), Sections.save(port));
        assertEquals("0000:00:02.0/pcie-root-port", port.idstr());
    }

    @Test
    void portOfAMachineWithoutPortsForPci_saysSo() throws Exception {
        PcieRootPort.Place place = new PcieRootPort.Place(PciBus.express(), "0000:00:02.0", 2, 1, 0, 1);

        byte[] saved = Sections.save(new PcieRootPort(place, (address, data) -> {}, null));

        byte[] golden = Sections.golden("10.0.2", "microvm-pcie-root-port-0");
        golden[4 + LINK] = 0x04; // QEMU finds out the state of the link when a guest reads it
        golden[4 + LINK + 1] = 0x02;
        assertArrayEquals(golden, saved);
    }

    @Test
    void deviceFromTheBeginning_hasPower() {
        PcieRootPort port = placed();

        port.plug(card(), false);

        assertEquals(0x03c0, register(CONTROL));
        assertEquals(0x0040, register(STATUS));
        assertEquals(0x2011, register(LINK));
        assertEquals(0x10441af4, behind());
        assertEquals(0xffffffffL, ecam.read(ECAM_BUS_1 | 1 << 15, 4) & 0xffffffffL);
    }

    /** Observed on QEMU 10.0.2 by qtest. */
    @Test
    void devicePluggedIn_isThereOnceTheGuestGivesItPower() {
        PcieRootPort port = placed();
        assertEquals(0x07c0, register(CONTROL));
        assertEquals(0x0204, register(LINK));

        port.plug(card(), true);

        assertEquals(0x0049, register(STATUS));
        assertEquals(0x2011, register(LINK));
        assertEquals(0xffffffffL, behind());
        write(STATUS, 0xffff);
        assertEquals(0x0049, register(STATUS), "clearing more than was seen clears nothing");
        write(STATUS, 0x0009);
        assertEquals(0x0040, register(STATUS));
        write(CONTROL, 0x0240);
        assertEquals(0x0050, register(STATUS));
        assertEquals(0x10441af4, behind());
    }

    @Test
    void deviceAskedBack_goesOnceTheGuestLetsGo() {
        PcieRootPort port = placed();
        port.plug(card(), true);
        write(CONTROL, POWER_ON);
        write(STATUS, register(STATUS));

        assertEquals(PcieRootPort.Answer.ASKED, port.release());
        assertEquals(0x0041, register(STATUS));
        write(CONTROL, 0x02f1);
        assertEquals(PcieRootPort.Answer.BUSY, port.release());
        write(CONTROL, 0x03f1);
        assertEquals(List.of(), heard);
        write(CONTROL, POWER_OFF);

        assertEquals(List.of("released"), heard);
        assertEquals(0x0019, register(STATUS));
        assertEquals(0x0204, register(LINK));
        assertNull(port.bus().at(0));
        assertEquals(0xffffffffL, behind());
    }

    @Test
    void slotWithoutPower_givesItsDeviceBackAtOnce() {
        PcieRootPort port = placed();
        port.plug(card(), true);

        assertEquals(PcieRootPort.Answer.GONE, port.release());

        assertNull(port.bus().at(0));
        assertEquals(List.of(), heard);
    }

    @Test
    void guestThatWantsToHear_isInterruptedOnceForAnEvent() {
        PcieRootPort port = placed();
        ecam.write(2 << 15 | 0x10, 0xc0000000L, 4);
        write(4, 6);
        root.map().memoryFrom(0xc0000000L).write(0, 0xfee01000L, 8);
        root.map().memoryFrom(0xc0000000L).write(8, 0x41, 8);
        write(0x4a, 0x8000);
        write(CONTROL, 0x07e9);

        port.plug(card(), true);
        assertEquals(List.of("fee01000=65"), heard);
        port.release();
        assertEquals(1, heard.size());
        write(STATUS, register(STATUS) & 0x1f);
        port.plug(card(), true);
        assertEquals(2, heard.size());
    }

    @Test
    void reset_findsTheSlotAsAtPowerOn() throws Exception {
        PcieRootPort port = placed();
        port.plug(card(), true);
        byte[] before = Sections.save(port);

        port.reset();

        assertEquals(0x03c0, register(CONTROL));
        assertEquals(0x0040, register(STATUS));
        assertTrue(port.bus().at(0).isPowered());
        assertFalse(java.util.Arrays.equals(before, Sections.save(port)));
    }

    /** A guest that writes anything anywhere: answers, and what it cannot write stays. */
    @Test
    void anyAccess_isAnswered() {
        PcieRootPort port = placed();
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            if (port.bus().at(0) == null) {
                port.plug(card(), random.nextBoolean());
            }
            int at = 2 << 15 | random.nextInt(random.nextBoolean() ? 4096 : 0x90);
            int size = 1 << random.nextInt(4);
            ecam.write(at, random.nextLong(), size);
            ecam.read(random.nextInt(1 << 28), size);
            root.map().memoryFrom(0).read(random.nextInt() & 0x7fffffff, size);
            if (random.nextInt(100) == 0) {
                port.release();
            }
        }
        port.reset();
        assertEquals(0x000c1b36, ecam.read(2 << 15, 4));
        assertEquals(0x48, register(0x55) & 0xff);
    }
}
