package baton.machine.board;

import baton.chardev.Chardev;
import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.tree.Property;
import java.util.ArrayList;
import java.util.List;

/** The devices every PC has, as {@code info qtree} and {@code info mtree} show them. */
final class PcDevices {
    /** It is made with the first processor, before the others. */
    static final String VAPIC_PATH = "/machine/unattached/device[1]";

    private PcDevices() {}

    static DeviceNode ioapic() {
        return new DeviceNode("ioapic")
                .before("gpio-in \"\" 24")
                .with(number("version", 32))
                .after("mmio 00000000fec00000/0000000000001000");
    }

    static DeviceNode fwCfg() {
        return new DeviceNode("fw_cfg_io").with(Property.bool("dma_enabled", false));
    }

    /** Ports of the serial lines, lowest address first. */
    static List<BusWindow> serialWindows(List<Chardev> serials) {
        List<BusWindow> all = new ArrayList<>();
        for (int i = serials.size() - 1; i >= 0; i--) {
            if (serials.get(i) != null) {
                int port = PcCore.SERIAL_PORTS[i];
                all.add(new BusWindow("serial", true, port, port + 7, 0));
            }
        }
        return all;
    }

    /** Puts serial lines, clock, timer and interrupt controllers on the ISA bus, in the order they are made. */
    static void isa(DeviceTree tree, DeviceBus isa, PcConfig config, boolean rtc) {
        tree.own(isa, pic(0x20, 0x4d0, 0xf8, true));
        tree.own(isa, pic(0xa0, 0x4d1, 0xde, false));
        tree.own(isa, new DeviceNode("isa-pit").with(number("iobase", 0x40)));
        if (rtc) {
            tree.own(isa, new DeviceNode("mc146818rtc").with(number("iobase", PcCore.RTC_PORT)));
        }
        List<Chardev> serials = config.serials();
        for (int i = serials.size() - 1; i >= 0; i--) {
            if (serials.get(i) != null && config.serialIds().get(i) == null) {
                tree.own(isa, serial(i, ""));
            }
        }
        for (int i = 0; i < serials.size(); i++) {
            if (serials.get(i) != null && config.serialIds().get(i) != null) {
                tree.add(isa, serial(i, config.serialIds().get(i)));
            }
        }
    }

    private static DeviceNode serial(int index, String id) {
        return new DeviceNode("isa-serial", id)
                .with(number("index", index))
                .with(number("iobase", PcCore.SERIAL_PORTS[index]))
                .with(number("irq", PcCore.SERIAL_GSIS[index]));
    }

    private static DeviceNode pic(int port, int elcr, int mask, boolean master) {
        return new DeviceNode("isa-i8259")
                .with(number("iobase", port))
                .with(number("elcr_addr", elcr))
                .with(Property.number("elcr_mask", "uint8", mask))
                .with(Property.bool("master", master));
    }

    private static Property number(String name, int value) {
        return Property.number(name, value);
    }
}
