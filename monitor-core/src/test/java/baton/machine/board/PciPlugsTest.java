package baton.machine.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.pci.Mch;
import baton.device.pci.PciBus;
import baton.device.pci.PciDevice;
import baton.device.pci.PciEcam;
import baton.device.pci.PciFunction;
import baton.device.pci.PciImage;
import baton.device.virtio.testing.EchoDevice;
import baton.device.virtio.testing.FakeRam;
import baton.machine.bus.Doorbells;
import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.tree.Property;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PciPlugsTest {
    private static final int CONTROL = 0x6c;

    private final PciBus root = new PciBus();
    private final PciEcam ecam = new PciEcam(root);
    private final DeviceTree tree = new DeviceTree(1);
    private final List<VmState> sections = new ArrayList<>();
    private final VirtioCores cores = new VirtioCores();
    private final FakeRam ram = new FakeRam(0x1000);
    private final List<String> heard = new ArrayList<>();
    private PciPlugs plugs;

    @BeforeEach
    void build() {
        root.add(0, 0, new Mch(0xb0000000L).function());
        tree.own(tree.root(), new DeviceNode("q35-pcihost").with(new DeviceBus("pcie.0", "PCIE")));
        plugs = new PciPlugs(
                root,
                tree,
                new PciWiring(sections, (address, data) -> {}, cores, Doorbells.NONE, ram, null),
                new Guest());
    }

    private DeviceNode port(String id, int devfn) throws PlugRefused {
        return plugs.rootPort(new PciRequest("pcie-root-port", id, null, devfn, false), 0, 0);
    }

    private DeviceNode card(String id, String bus, int devfn, boolean hot) throws PlugRefused {
        return plugs.device(new PciRequest("card", id, bus, devfn, hot), place -> new Card(place.path()));
    }

    private String refused(String id, String bus, int devfn) {
        return assertThrows(PlugRefused.class, () -> card(id, bus, devfn, true)).getMessage();
    }

    private List<String> sectionNames() {
        List<String> names = new ArrayList<>();
        for (VmState section : sections) {
            names.add(section.idstr() + " " + section.instanceId());
        }
        return names;
    }

    @Test
    void devices_haveQemusPlacesAndSections() throws PlugRefused {
        port("rp1", -1);
        card("first", null, -1, false);
        card("behind", "rp1", -1, false);
        port("rp2", 7 << 3);

        assertEquals(
                List.of(
                        "0000:00:01.0/pcie-root-port 0",
                        "0000:00:07.0/pcie-root-port 0",
                        "PCIBUS 1",
                        "0000:00:02.0/card 0",
                        "0000:00:01.0:00.0/card 0",
                        "PCIBUS 2"),
                sectionNames());
        assertEquals("/machine/peripheral/behind", tree.find("behind").path());
        assertEquals("01.0", tree.find("rp1").property("addr").value());
        assertTrue(
                tree.find("rp1").lines().contains("class PCI bridge, addr 00:01.0, pci id 1b36:000c (sub 0000:0000)"));
    }

    @Test
    void placesThatAreNotThere_areRefusedInQemusWords() throws PlugRefused {
        port("rp1", 8);
        card("a", "rp1", -1, false);

        assertEquals("Duplicate device ID 'rp1'", refused("rp1", null, -1));
        assertEquals("Bus 'nobus' not found", refused(null, "nobus", -1));
        assertEquals(
                "PCI: slot 1 function 0 not available for card, in use by pcie-root-port,id=rp1",
                refused(null, null, 8));
        assertEquals("PCI: slot 0 function 0 not available for card, in use by card,id=a", refused(null, "rp1", 0));
        assertEquals(
                "PCI: slot 1 is not valid for card, parent device only allows plugging into slot 0.",
                refused(null, "rp1", 8));
        assertEquals(
                "Device 'rp9' is not hotpluggable",
                assertThrows(PlugRefused.class, () -> plugs.remove("rp9")).getMessage());
        for (int i = 0; i < 30; i++) {
            card(null, null, -1, false);
        }
        assertEquals("PCI: no slot/function available for card, all in use or reserved", refused(null, null, -1));
    }

    @Test
    void slotOfThatNumber_isThereOnce() throws PlugRefused {
        PciRequest request = new PciRequest("pcie-root-port", null, null, -1, false);
        Property chassis = Property.number("chassis", "uint8", 1);
        plugs.rootPort(request, 0, 2, chassis, Property.number("slot", "uint16", 2));
        plugs.rootPort(request, 0, 3, chassis, Property.number("slot", "uint16", 3));

        assertEquals(
                "Can't add chassis slot, error -16",
                assertThrows(
                                PlugRefused.class,
                                () -> plugs.rootPort(request, 0, 3, chassis, Property.number("slot", "uint16", 3)))
                        .getMessage());
    }

    @Test
    void deviceBehindAPort_goesWhenTheGuestLetsGo() throws PlugRefused {
        port("rp1", 16);
        ecam.write(2 << 15 | 0x18, 0x010100, 4);
        card("a", "rp1", -1, false);

        assertEquals(List.of(), plugs.remove("a"));
        assertEquals(
                "Device a is already in the process of unplug",
                assertThrows(PlugRefused.class, () -> plugs.remove("a")).getMessage());
        assertNotNull(tree.find("a"));
        ecam.write(2 << 15 | CONTROL, 0x07c0, 2);

        assertEquals(List.of("released 0000:00:02.0/pcie-root-port"), heard);
        List<DeviceNode> gone = plugs.released("0000:00:02.0/pcie-root-port");
        assertEquals(1, gone.size());
        assertEquals("a", gone.get(0).id());
        assertNull(tree.find("a"));
        assertFalse(sectionNames().toString().contains("card"));
        assertEquals(List.of(), plugs.released("0000:00:02.0/pcie-root-port"));
        card("a", "rp1", -1, true);
        assertEquals(1, plugs.remove("a").size(), "the slot has no power");
    }

    @Test
    void emptyPort_goesAtOnceAndAPortInUseDoesNot() throws PlugRefused {
        port("rp1", 16);
        port("rp2", 24);
        card("a", "rp1", -1, false);

        assertThrows(PlugRefused.class, () -> plugs.remove("rp1"));
        assertEquals("rp2", plugs.remove("rp2").get(0).id());

        assertEquals(-1, ecam.read(3 << 15, 4));
        assertNull(tree.bus("rp2"));
        assertEquals(List.of("0000:00:02.0/pcie-root-port 0", "PCIBUS 1", "0000:00:02.0:00.0/card 0"), sectionNames());
    }

    @Test
    void reset_givesPowerToWhatIsInASlot() throws PlugRefused {
        port("rp1", 16);
        card("a", "rp1", -1, true);
        assertEquals(0x0400, ecam.read(2 << 15 | CONTROL, 2) & 0x0400);

        plugs.reset();

        assertEquals(0, ecam.read(2 << 15 | CONTROL, 2) & 0x0400);
    }

    @Test
    void virtioDevice_isModernInASlotAndTransitionalOnBus0() throws PlugRefused {
        port("rp1", 16);
        ecam.write(2 << 15 | 0x18, 0x010100, 4);
        PciRequest inSlot = new PciRequest("virtio-echo-pci", "e1", "rp1", -1, false);
        PciRequest onBus = new PciRequest("virtio-echo-pci", "e2", null, 24, false);

        plugs.virtio(inSlot, "virtio-echo-device", new EchoDevice(8), List.of());
        plugs.virtio(onBus, "virtio-echo-device", new EchoDevice(8), List.of());

        assertEquals(0x106a1af4, ecam.read(1 << 20, 4));
        assertEquals(0xdc, ecam.read(1 << 20 | 0x34, 1));
        assertEquals(0x98, ecam.read(3 << 15 | 0x34, 1));
        assertTrue(sectionNames().contains("0000:00:02.0:00.0/virtio-echo 0"));
        assertEquals(
                "virtio-echo-device",
                tree.find("/machine/peripheral/e1/virtio-backend").type());
        List<DeviceNode> gone = plugs.remove("e2");
        assertEquals("/machine/peripheral/e2/virtio-backend", gone.get(0).path());
        assertEquals("/machine/peripheral/e2", gone.get(1).path());
        assertEquals(-1, ecam.read(3 << 15, 4));
    }

    private record Card(String path, PciFunction function) implements PciDevice {
        Card(String path) {
            this(path, new PciFunction(PciImage.header(PciImage.EXPRESS, 0x1234, 0x5678, 0x00ff, 0)));
        }

        @Override
        public void reset() {
            function.reset();
        }

        @Override
        public String idstr() {
            return path + "/card";
        }

        @Override
        public String vmsd() {
            return "card";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) {
            // It has none.
        }
    }

    private final class Guest implements GuestEvents {
        @Override
        public void panic(int bits) {}

        @Override
        public void slotReleased(String port) {
            heard.add("released " + port);
        }

        @Override
        public void resetRequested() {}

        @Override
        public void shutdownRequested() {}

        @Override
        public void suspendRequested() {}

        @Override
        public void failed(int cpu, String why) {}
    }
}
