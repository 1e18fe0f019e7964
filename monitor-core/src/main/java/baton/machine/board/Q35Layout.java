package baton.machine.board;

import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.tree.Property;
import java.util.ArrayList;
import java.util.List;

/** What stands where on a q35, for people: {@code info mtree} and {@code info qtree}. */
final class Q35Layout {
    private final PcConfig config;

    Q35Layout(PcConfig config) {
        this.config = config;
    }

    /** By address, ports first. */
    List<BusWindow> windows() {
        List<BusWindow> all = new ArrayList<>();
        all.add(ports("pic", 0x20, 2));
        all.add(ports("pit", 0x40, 4));
        all.add(ports("rtc", PcCore.RTC_PORT, 2));
        all.add(ports("kvmvapic", PcCore.VAPIC_PORT, 2));
        all.add(ports("port92", Q35Board.PORT_92, 1));
        all.add(ports("pic", 0xa0, 2));
        all.add(ports("apm-io", Q35Board.APM_PORT, 2));
        all.addAll(PcDevices.serialWindows(config.serials()));
        all.add(ports("elcr", 0x4d0, 1));
        all.add(ports("elcr", 0x4d1, 1));
        all.add(ports("fwcfg", PcCore.FW_CFG_PORT, 2));
        all.add(ports("ich9-pm", Q35Board.PM_BASE, Q35Board.PM_PORTS));
        all.add(ports("pci-conf-idx", Q35Board.PCI_PORT, 4));
        all.add(ports("lpc-reset-control", Q35Board.PCI_PORT + 1, 1));
        all.add(ports("pci-conf-data", Q35Board.PCI_PORT + 4, 4));
        all.add(memory("pcie-mmcfg-mmio", Q35Board.ECAM, Q35Board.ECAM_BYTES, 0));
        all.add(memory("ioapic", 0xfec00000L, 0x1000, 0));
        all.add(memory("lpc-rcrb-mmio", Q35Board.CHIP_CONFIG, Q35Board.CHIP_CONFIG_BYTES, 1));
        all.add(memory("kvm-apic-msi", 0xfee00000L, 0x100000, 4096));
        return all;
    }

    private static BusWindow ports(String name, int first, int count) {
        return new BusWindow(name, true, first, first + count - 1, 0);
    }

    private static BusWindow memory(String name, long first, long count, int priority) {
        return new BusWindow(name, false, first, first + count - 1, priority);
    }

    /** As QEMU nests them: the ISA bus behind the LPC bridge, which is on the PCI bus. */
    DeviceTree tree() {
        DeviceTree tree = new DeviceTree(config.cpu().cpus() + 1);
        DeviceBus pci = new DeviceBus("pcie.0", "PCIE");
        DeviceBus isa = new DeviceBus("isa.0", "ISA");
        tree.own(tree.root(), new DeviceNode("kvmvapic"), PcDevices.VAPIC_PATH);
        tree.own(tree.root(), PcDevices.fwCfg(), "/machine/fw_cfg");
        DeviceNode host = new DeviceNode("q35-pcihost").with(Property.number("MCFG", "uint64", Q35Board.ECAM));
        tree.own(tree.root(), host.with(pci), "/machine/q35");
        tree.own(tree.root(), PcDevices.ioapic());
        tree.own(tree.root(), new DeviceNode("kvmclock"));
        tree.own(pci, function("mch", "00.0", "Host bridge", "8086:29c0"), "/machine/q35/mch");
        tree.own(pci, function("ICH9-LPC", "1f.0", "ISA bridge", "8086:2918").with(isa));
        PcDevices.isa(tree, isa, config, true);
        tree.own(isa, new DeviceNode("port92"));
        return tree;
    }

    private static DeviceNode function(String type, String address, String className, String id) {
        return new DeviceNode(type)
                .with(Property.word("addr", "str", address))
                .after("class " + className + ", addr 00:" + address + ", pci id " + id + " (sub 1af4:1100)");
    }
}
