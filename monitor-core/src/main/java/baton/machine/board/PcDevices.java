package baton.machine.board;

import baton.base.Hex;
import baton.chardev.Chardev;
import java.util.ArrayList;
import java.util.List;

/** The devices every PC has, as {@code info qtree} and {@code info mtree} show them. */
final class PcDevices {
    private PcDevices() {}

    static BoardDevice ioapic() {
        return new BoardDevice(
                "ioapic", List.of("gpio-in \"\" 24", "version = 32 (0x20)", "mmio 00000000fec00000/0000000000001000"));
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

    /** Serial lines, clock, timer and interrupt controllers. */
    static List<BoardDevice> isa(List<Chardev> serials, boolean rtc) {
        List<BoardDevice> all = new ArrayList<>();
        for (int i = 0; i < serials.size(); i++) {
            if (serials.get(i) != null) {
                all.add(new BoardDevice(
                        "isa-serial",
                        List.of(
                                number("index", i),
                                number("iobase", PcCore.SERIAL_PORTS[i]),
                                number("irq", PcCore.SERIAL_GSIS[i]))));
            }
        }
        if (rtc) {
            all.add(new BoardDevice("mc146818rtc", List.of(number("iobase", PcCore.RTC_PORT))));
        }
        all.add(new BoardDevice("isa-pit", List.of(number("iobase", 0x40))));
        all.add(pic(0xa0, 0x4d1, 0xde, false));
        all.add(pic(0x20, 0x4d0, 0xf8, true));
        return all;
    }

    private static BoardDevice pic(int port, int elcr, int mask, boolean master) {
        List<String> properties = List.of(
                number("iobase", port), number("elcr_addr", elcr), number("elcr_mask", mask), "master = " + master);
        return new BoardDevice("isa-i8259", properties);
    }

    private static String number(String name, int value) {
        return name + " = " + value + " (0x" + Hex.padded(value, 1) + ")";
    }
}
