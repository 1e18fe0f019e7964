package baton.machine.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceTreeTest {
    private final DeviceTree tree = new DeviceTree(2);
    private final DeviceBus pci = new DeviceBus("pcie.0", "PCIE");

    @Test
    void paths_areThoseOfQemu() {
        DeviceNode clock = tree.own(tree.root(), new DeviceNode("kvmclock"));
        DeviceNode host = tree.own(tree.root(), new DeviceNode("q35-pcihost").with(pci), "/machine/q35");
        DeviceNode named = tree.add(pci, new DeviceNode("pcie-root-port", "rp1"));
        DeviceNode first = tree.add(pci, new DeviceNode("pcie-root-port"));
        DeviceNode second = tree.add(pci, new DeviceNode("pcie-root-port", null));

        assertEquals("/machine/unattached/device[2]", clock.path());
        assertEquals("/machine/q35", host.path());
        assertEquals("/machine/peripheral/rp1", named.path());
        assertEquals("/machine/peripheral-anon/device[0]", first.path());
        assertEquals("/machine/peripheral-anon/device[1]", second.path());
        assertEquals(List.of(host, second, first, named, clock), tree.all());
    }

    @Test
    void deviceThatWasTakenOut_isFoundNoMore() {
        DeviceBus behind = new DeviceBus("rp1", "PCIE");
        tree.own(tree.root(), new DeviceNode("q35-pcihost").with(pci));
        DeviceNode port = tree.add(pci, new DeviceNode("pcie-root-port", "rp1").with(behind));
        tree.add(behind, new DeviceNode("virtio-rng-pci", "rng0"));

        assertSame(port, tree.find("rp1"));
        assertSame(port, tree.find("/machine/peripheral/rp1"));
        assertSame(behind, tree.bus("rp1"));
        assertSame(pci, tree.firstBus("PCIE"));
        tree.remove(port);
        assertNull(tree.find("rp1"));
        assertNull(tree.find("rng0"));
        assertNull(tree.bus("rp1"));
        assertNull(tree.find(""));
    }

    @Test
    void lines_areAsInInfoQtree() throws PropertyRefused {
        DeviceNode device = new DeviceNode("x")
                .with(Property.number("chassis", "uint8", 16))
                .with(Property.bool("hotplug", true))
                .with(Property.text("romfile", ""))
                .with(Property.word("addr", "str", "02.0"))
                .before("gpio-in \"\" 24")
                .after("bar 0: mem");

        assertEquals(
                List.of(
                        "gpio-in \"\" 24",
                        "chassis = 16 (0x10)",
                        "hotplug = true",
                        "romfile = \"\"",
                        "addr = 02.0",
                        "bar 0: mem"),
                device.lines());
        assertFalse(device.property("hotplug").set(false));
        assertNull(device.property("bus"));
    }
}
