package baton.machine.board;

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

    List<BoardDevice> devices() {
        List<BoardDevice> all = new ArrayList<>();
        all.add(new BoardDevice("kvmclock", false, List.of()));
        all.add(PcDevices.ioapic());
        all.add(new BoardDevice("q35-pcihost", false, List.of("MCFG = 2952790016 (0xb0000000)")));
        all.add(new BoardDevice("mch", false, List.of("addr = 00.0")));
        all.add(new BoardDevice("ICH9-LPC", false, List.of("addr = 1f.0")));
        all.add(new BoardDevice("kvmvapic", false, List.of()));
        all.add(new BoardDevice("fw_cfg_io", false, List.of("dma_enabled = false")));
        all.add(new BoardDevice("port92", true, List.of()));
        all.addAll(PcDevices.isa(config.serials(), true));
        return all;
    }
}
