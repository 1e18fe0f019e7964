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

    /** As QEMU nests them: the ISA bus behind the LPC bridge, which is on the PCI bus. */
    List<BoardDevice> devices() {
        List<BoardDevice> isa = new ArrayList<>();
        isa.add(new BoardDevice("port92", List.of()));
        isa.addAll(PcDevices.isa(config.serials(), true));
        List<BoardDevice> pci = List.of(
                BoardDevice.isaBridge(
                        "ICH9-LPC",
                        List.of("addr = 1f.0", "class ISA bridge, addr 00:1f.0, pci id 8086:2918 (sub 1af4:1100)"),
                        isa),
                new BoardDevice(
                        "mch",
                        List.of("addr = 00.0", "class Host bridge, addr 00:00.0, pci id 8086:29c0 (sub 1af4:1100)")));
        List<String> host = List.of("MCFG = 2952790016 (0xb0000000)");
        return List.of(
                new BoardDevice("kvmclock", List.of()),
                PcDevices.ioapic(),
                new BoardDevice("q35-pcihost", host, new BoardDevice.Bus("pcie.0", "PCIE", pci)),
                new BoardDevice("fw_cfg_io", List.of("dma_enabled = false")),
                new BoardDevice("kvmvapic", List.of()));
    }
}
