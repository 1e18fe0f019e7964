package baton.machine.board;

import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import java.util.ArrayList;
import java.util.List;

/** What stands where on a microvm, for people: {@code info mtree} and {@code info qtree}. */
final class MicrovmLayout {
    private final PcConfig config;
    private final MicrovmPci pci;

    /** {@code pci}: null without. */
    MicrovmLayout(PcConfig config, MicrovmPci pci) {
        this.config = config;
        this.pci = pci;
    }

    /** By address, ports first. */
    List<BusWindow> windows() {
        List<BusWindow> all = new ArrayList<>();
        all.add(ports("pic", 0x20, 2));
        all.add(ports("pit", 0x40, 4));
        if (config.rtc()) {
            all.add(ports("rtc", PcCore.RTC_PORT, 2));
        }
        all.add(ports("kvmvapic", PcCore.VAPIC_PORT, 2));
        all.add(ports("pic", 0xa0, 2));
        all.addAll(PcDevices.serialWindows(config.serials()));
        all.add(ports("elcr", 0x4d0, 1));
        all.add(ports("elcr", 0x4d1, 1));
        all.add(ports("fwcfg", PcCore.FW_CFG_PORT, 2));
        if (pci != null) {
            pci.windows(all);
        }
        for (int slot = 0; slot < MmioSlots.COUNT; slot++) {
            if (plug(slot) != null) {
                all.add(MmioSlots.window(slot));
            }
        }
        all.add(new BusWindow("ioapic", false, 0xfec00000L, 0xfec00fffL, 0));
        all.add(new BusWindow("kvm-apic-msi", false, 0xfee00000L, 0xfeefffffL, 4096));
        if (pci != null) {
            all.add(pci.highWindow());
        }
        return all;
    }

    private static BusWindow ports(String name, int first, int count) {
        return new BusWindow(name, true, first, first + count - 1, 0);
    }

    DeviceTree tree() {
        DeviceTree tree = new DeviceTree(config.cpu().cpus() + 1);
        DeviceBus isa = new DeviceBus("isa.0", "ISA");
        tree.own(tree.root(), new DeviceNode("isabus-bridge").with(isa));
        tree.own(tree.root(), PcDevices.fwCfg(), "/machine/fw_cfg");
        tree.own(tree.root(), new DeviceNode("kvmvapic"), PcDevices.VAPIC_PATH);
        tree.own(tree.root(), PcDevices.ioapic());
        tree.own(tree.root(), new DeviceNode("kvmclock"));
        if (pci != null) {
            MicrovmPci.show(tree);
        }
        PcDevices.isa(tree, isa, config, config.rtc());
        for (MmioPlug plug : config.virtio()) {
            MmioSlots.show(tree, plug);
        }
        return tree;
    }

    private MmioPlug plug(int slot) {
        for (MmioPlug plug : config.virtio()) {
            if (plug.slot() == slot) {
                return plug;
            }
        }
        return null;
    }
}
