package baton.machine.board;

import baton.base.Hex;
import java.util.ArrayList;
import java.util.List;

/** What stands where on a microvm, for people: {@code info mtree} and {@code info qtree}. */
final class MicrovmLayout {
    private final MicrovmConfig config;

    MicrovmLayout(MicrovmConfig config) {
        this.config = config;
    }

    /** By address, ports first. */
    List<BusWindow> windows() {
        List<BusWindow> all = new ArrayList<>();
        all.add(ports("pic", 0x20, 2));
        all.add(ports("pit", 0x40, 4));
        if (config.rtc()) {
            all.add(ports("rtc", MicrovmBoard.RTC_PORT, 2));
        }
        all.add(ports("kvmvapic", MicrovmBoard.VAPIC_PORT, 2));
        all.add(ports("pic", 0xa0, 2));
        for (int i = config.serials().size() - 1; i >= 0; i--) {
            if (config.serials().get(i) != null) {
                all.add(ports("serial", MicrovmBoard.SERIAL_PORTS[i], 8));
            }
        }
        all.add(ports("elcr", 0x4d0, 1));
        all.add(ports("elcr", 0x4d1, 1));
        all.add(ports("fwcfg", MicrovmBoard.FW_CFG_PORT, 2));
        all.add(new BusWindow("ioapic", false, 0xfec00000L, 0xfec00fffL, 0));
        all.add(new BusWindow("kvm-apic-msi", false, 0xfee00000L, 0xfeefffffL, 4096));
        return all;
    }

    private static BusWindow ports(String name, int first, int count) {
        return new BusWindow(name, true, first, first + count - 1, 0);
    }

    List<BoardDevice> devices() {
        List<BoardDevice> all = new ArrayList<>();
        all.add(new BoardDevice("kvmclock", false, List.of()));
        all.add(new BoardDevice(
                "ioapic",
                false,
                List.of("gpio-in \"\" 24", "version = 32 (0x20)", "mmio 00000000fec00000/0000000000001000")));
        all.add(new BoardDevice("kvmvapic", false, List.of()));
        all.add(new BoardDevice("fw_cfg_io", false, List.of("dma_enabled = false")));
        for (int i = 0; i < config.serials().size(); i++) {
            if (config.serials().get(i) != null) {
                all.add(new BoardDevice(
                        "isa-serial",
                        true,
                        List.of(
                                number("index", i),
                                number("iobase", MicrovmBoard.SERIAL_PORTS[i]),
                                number("irq", MicrovmBoard.SERIAL_GSIS[i]))));
            }
        }
        if (config.rtc()) {
            all.add(new BoardDevice("mc146818rtc", true, List.of(number("iobase", MicrovmBoard.RTC_PORT))));
        }
        all.add(new BoardDevice("isa-pit", true, List.of(number("iobase", 0x40))));
        all.add(pic(0xa0, 0x4d1, 0xde, false));
        all.add(pic(0x20, 0x4d0, 0xf8, true));
        return all;
    }

    private static BoardDevice pic(int port, int elcr, int mask, boolean master) {
        List<String> properties = List.of(
                number("iobase", port), number("elcr_addr", elcr), number("elcr_mask", mask), "master = " + master);
        return new BoardDevice("isa-i8259", true, properties);
    }

    private static String number(String name, int value) {
        return name + " = " + value + " (0x" + Hex.padded(value, 1) + ")";
    }
}
