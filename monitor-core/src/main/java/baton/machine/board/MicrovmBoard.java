package baton.machine.board;

import baton.base.Reporter;
import baton.device.pci.PciBus;
import baton.device.virtio.VirtioMmio;
import baton.machine.acpi.MicrovmTables;
import baton.machine.memory.MemoryMap;
import baton.machine.tree.DeviceTree;
import baton.machine.vcpu.CpuRefused;
import baton.migration.vmstate.VmStateException;
import baton.nat.kvm.Kvm;
import java.io.IOException;
import java.util.List;

/**
 * QEMU's {@code microvm}, with {@code acpi=off} or with PCI Express: memory and port map, interrupts and sections as in docs/wire/stream.md, 4,
 * with KVM's own PIC, IOAPIC, PIT and LAPICs behind the same sections.
 */
public final class MicrovmBoard implements PcBoard {
    /** Size of the block {@code pc.bios}. */
    public static final long FIRMWARE_BYTES = 0x10000;
    /** Its size with PCI Express. */
    public static final long FIRMWARE_BYTES_WITH_PCI = 0x20000;
    /** Name of main memory that no backend was named for. */
    public static final String RAM_ID = "microvm.ram";
    /** Name of the firmware's block. */
    public static final String FIRMWARE_ID = "pc.bios";

    private static final long HOLE_START = 0xc0000000L;
    private static final long ONE_MIB = 0x100000;
    private static final int MAX_CPUS = 288;

    private final PcConfig config;
    private final PcCore core;
    private final GuestEvents guest;
    private final Reporter reporter;
    private final MicrovmPci pci; // null without
    private DeviceTree tree; // made when it is first looked at

    /**
     * Builds the board, processors parked. When that fails the process is expected to end, which closes what was opened.
     *
     * @param pcie whether there is PCI Express, and ACPI that tells of it
     * @param host the open /dev/kvm; the board takes ownership
     */
    public MicrovmBoard(PcConfig config, boolean pcie, Kvm host, Clocks clocks, GuestEvents guest, Reporter reporter)
            throws IOException, CpuRefused {
        this.config = config;
        this.guest = guest;
        this.reporter = reporter;
        this.core = new PcCore(config, map(config), host, clocks, guest, reporter);
        this.pci = pcie ? new MicrovmPci(core) : null;
        wire();
    }

    /** Main memory in two pieces around the hole, firmware's block at its two places. */
    private static MemoryMap map(PcConfig config) {
        MemoryMap memory = new MemoryMap();
        long size = config.ram().length();
        long below = Math.min(size, HOLE_START);
        long firmware = config.firmware().length();
        memory.size(below, size - below);
        long low = ONE_MIB - firmware;
        memory.add("ram-below-4g", 0, Math.min(below, low), config.ram(), 0);
        memory.add("isa-bios", low, firmware, config.firmware(), 0);
        if (below > ONE_MIB) {
            memory.add("ram-below-4g", ONE_MIB, below - ONE_MIB, config.ram(), ONE_MIB);
        }
        memory.add("pc.bios", PcCore.FOUR_GIB - firmware, firmware, config.firmware(), 0);
        config.firmware().placeAt(PcCore.FOUR_GIB - firmware);
        if (size > below) {
            memory.add("ram-above-4g", PcCore.FOUR_GIB, size - below, config.ram(), below);
        }
        return memory;
    }

    /** Devices at their addresses, and sections in QEMU's order: LAPICs first, everything else as created. */
    private void wire() throws IOException {
        core.addLapics();
        core.addFirmwareConfiguration(MAX_CPUS);
        core.addProcessors();
        core.section(core.chips().ioapic());
        core.section(core.chips().kvmclock());
        if (pci != null) {
            pci.wire();
        }
        core.sections().addAll(core.chips().pics());
        core.section(core.chips().pit());
        if (config.rtc()) {
            core.addRtc();
        }
        core.addSerials();
        if (!config.virtio().isEmpty()) {
            MmioSlots.fill(core, config.virtio(), pci != null, reporter);
        }
    }

    /** What it shares with other PCs. */
    @Override
    public PcCore core() {
        return core;
    }

    @Override
    public String machineName() {
        return "microvm";
    }

    @Override
    public void reset() throws IOException, VmStateException {
        core.reset();
        if (pci != null) {
            pci.reset();
            writeTables();
        }
        core.boot();
    }

    private void writeTables() {
        MicrovmTables tables = pci.tables(config.cpu().cpus());
        if (!config.serials().isEmpty() && config.serials().get(0) != null) {
            tables.serial();
        }
        for (MmioPlug plug : config.virtio()) {
            tables.virtio(MmioSlots.address(plug.slot()), VirtioMmio.WINDOW, MmioSlots.gsi(plug.slot(), true));
        }
        tables.write(core.memory());
    }

    @Override
    public PciBus pci() {
        return pci == null ? null : pci.bus();
    }

    @Override
    public PciPlugs plugs() {
        return pci == null ? null : pci.plugs(tree(), guest, reporter);
    }

    @Override
    public List<BusWindow> windows() {
        return new MicrovmLayout(config, pci).windows();
    }

    @Override
    public DeviceTree tree() {
        if (tree == null) {
            tree = new MicrovmLayout(config, pci).tree();
        }
        return tree;
    }
}
