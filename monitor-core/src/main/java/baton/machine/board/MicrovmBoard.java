package baton.machine.board;

import baton.base.Reporter;
import baton.machine.memory.MemoryMap;
import baton.machine.tree.DeviceTree;
import baton.machine.vcpu.CpuRefused;
import baton.migration.vmstate.VmStateException;
import baton.nat.kvm.Kvm;
import java.io.IOException;
import java.util.List;

/**
 * QEMU's {@code microvm} with {@code acpi=off}: memory and port map, interrupts and sections as in docs/wire/stream.md, 4,
 * with KVM's own PIC, IOAPIC, PIT and LAPICs behind the same sections.
 */
public final class MicrovmBoard implements PcBoard {
    /** Size of the block {@code pc.bios}. */
    public static final long FIRMWARE_BYTES = 0x10000;
    /** Name of main memory that no backend was named for. */
    public static final String RAM_ID = "microvm.ram";
    /** Name of the firmware's block. */
    public static final String FIRMWARE_ID = "pc.bios";

    private static final long HOLE_START = 0xc0000000L;
    private static final long FIRMWARE_LOW = 0xf0000;
    private static final long ONE_MIB = 0x100000;
    private static final int MAX_CPUS = 288;

    private final PcConfig config;
    private final PcCore core;
    private DeviceTree tree; // made when it is first looked at

    /**
     * Builds the board, processors parked. When that fails the process is expected to end, which closes what was opened.
     *
     * @param host the open /dev/kvm; the board takes ownership
     */
    public MicrovmBoard(PcConfig config, Kvm host, Clocks clocks, GuestEvents guest, Reporter reporter)
            throws IOException, CpuRefused {
        this.config = config;
        this.core = new PcCore(config, map(config), host, clocks, guest, reporter);
        wire(reporter);
    }

    /** Main memory in two pieces around the hole, firmware's block at its two places. */
    private static MemoryMap map(PcConfig config) {
        MemoryMap memory = new MemoryMap();
        long size = config.ram().length();
        long below = Math.min(size, HOLE_START);
        long firmware = config.firmware().length();
        memory.size(below, size - below);
        memory.add("ram-below-4g", 0, Math.min(below, FIRMWARE_LOW), config.ram(), 0);
        memory.add("isa-bios", FIRMWARE_LOW, firmware, config.firmware(), 0);
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
    private void wire(Reporter reporter) throws IOException {
        core.addLapics();
        core.addFirmwareConfiguration(MAX_CPUS);
        core.addProcessors();
        core.section(core.chips().ioapic());
        core.section(core.chips().kvmclock());
        core.sections().addAll(core.chips().pics());
        core.section(core.chips().pit());
        if (config.rtc()) {
            core.addRtc();
        }
        core.addSerials();
        if (!config.virtio().isEmpty()) {
            MmioSlots.fill(core, config.virtio(), reporter);
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
        core.boot();
    }

    @Override
    public List<BusWindow> windows() {
        return new MicrovmLayout(config).windows();
    }

    @Override
    public DeviceTree tree() {
        if (tree == null) {
            tree = new MicrovmLayout(config).tree();
        }
        return tree;
    }
}
