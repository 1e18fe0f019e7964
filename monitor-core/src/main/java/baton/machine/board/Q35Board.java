package baton.machine.board;

import baton.base.Reporter;
import baton.device.generation.GenerationId;
import baton.device.ich9.Ich9Lpc;
import baton.device.ich9.Ich9Pm;
import baton.device.ich9.Port92;
import baton.device.pci.Mch;
import baton.device.pci.PciBus;
import baton.device.pci.PciEcam;
import baton.device.pci.PciHost;
import baton.machine.acpi.PcTables;
import baton.machine.boot.E820Map;
import baton.machine.irq.SharedIrqLine;
import baton.machine.memory.MemoryMap;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.vcpu.CpuRefused;
import baton.machine.vcpu.CpuState;
import baton.migration.vmstate.VmStateException;
import baton.nat.kvm.Kvm;
import java.io.IOException;
import java.util.List;

/**
 * QEMU's {@code q35} as a guest finds it after firmware: ICH9 power management, PCI with host bridge and LPC bridge, ACPI
 * tables in low memory. Below 1 MiB all is RAM. Sections are those of QEMU's devices that are here (docs/wire/stream.md).
 */
public final class Q35Board implements PcBoard, AcpiPower {
    /** Size of the block {@code pc.bios}. */
    public static final long FIRMWARE_BYTES = 0x40000;
    /** Name of main memory that no backend was named for. */
    public static final String RAM_ID = "pc.ram";
    /** The most processors whose APIC ids fit a byte. */
    public static final int MAX_CPUS = 255;

    static final int PM_BASE = 0x600;
    static final int PM_PORTS = 0x80;
    static final int APM_PORT = 0xb2;
    static final int PORT_92 = 0x92;
    static final int PCI_PORT = 0xcf8;
    static final long ECAM = 0xb0000000L;
    static final long ECAM_BYTES = 0x10000000;
    static final long CHIP_CONFIG = 0xfed1c000L;
    static final long CHIP_CONFIG_BYTES = 0x4000;
    private static final long HOLE = 0xc0000000L;
    private static final long HOLE_BYTES = 0xfec00000L - HOLE;
    private static final int PCI_PORTS = 0x1000;
    private static final int SCI_GSI = 9;
    private static final int PIC_GSI = 10;
    private static final int LPC_DEVICE = 31;

    private final String name;
    private final PcConfig config;
    private final PcCore core;
    private final GuestEvents guest;
    private final Reporter reporter;
    private PciPlugs plugs;
    private GenerationId generation;
    private DeviceTree tree; // made when it is first looked at
    private final PciBus pci = new PciBus();
    private final Mch mch = new Mch(ECAM);
    private final Ich9Pm pm;
    private final Ich9Lpc lpc;

    /**
     * Builds the board, processors parked. When that fails the process is expected to end, which closes what was opened.
     *
     * @param name of the machine type, with its version
     * @param host the open /dev/kvm; the board takes ownership
     */
    public Q35Board(String name, PcConfig config, Kvm host, Clocks clocks, GuestEvents guest, Reporter reporter)
            throws IOException, CpuRefused {
        this.name = name;
        this.guest = guest;
        this.reporter = reporter;
        this.config = config;
        this.core = new PcCore(config, map(config), host, clocks, guest, reporter);
        this.pm = new Ich9Pm(core.clock(), core.irq(SCI_GSI), core.requests());
        this.lpc = new Ich9Lpc(pm, core.requests(), PM_BASE, (int) CHIP_CONFIG);
        pci.add(0, 0, mch.function());
        pci.add(LPC_DEVICE, 0, lpc.function());
        wire();
    }

    /** Main memory in two pieces around the hole; firmware's block, which has none in it, below 4 GiB. */
    private static MemoryMap map(PcConfig config) {
        MemoryMap memory = new MemoryMap();
        long size = config.ram().length();
        long below = E820Map.q35(size).below4g();
        long firmware = config.firmware().length();
        memory.size(below, size - below);
        memory.add("ram-below-4g", 0, below, config.ram(), 0);
        memory.add("pc.bios", PcCore.FOUR_GIB - firmware, firmware, config.firmware(), 0);
        config.firmware().placeAt(PcCore.FOUR_GIB - firmware);
        if (size > below) {
            memory.add("ram-above-4g", PcCore.FOUR_GIB, size - below, config.ram(), below);
        }
        return memory;
    }

    /** Devices at their addresses, and sections in QEMU's order. */
    private void wire() {
        core.addLapics();
        core.addProcessors();
        core.addFirmwareConfiguration(MAX_CPUS);
        core.section(core.chips().kvmclock());
        core.section(mch);
        core.section(core.claim(PCI_PORT, 8, new PciHost(pci, lpc.resetControl())));
        core.section(pci);
        core.claimMemory(ECAM, ECAM_BYTES, new PciEcam(pci));
        wirePci();
        core.claimMemory(HOLE, HOLE_BYTES, pci.map().memoryFrom(HOLE));
        core.claim(PCI_PORTS, 0x10000 - PCI_PORTS, pci.map().portsFrom(PCI_PORTS));
        core.addRtc();
        core.section(lpc);
        core.claim(PM_BASE, PM_PORTS, pm);
        core.claim(APM_PORT, 2, lpc.apm());
        core.claimMemory(CHIP_CONFIG, CHIP_CONFIG_BYTES, lpc.chipConfig());
        core.sections().addAll(core.chips().pics());
        core.section(core.chips().ioapic());
        core.section(core.chips().pit());
        core.addSerials();
        core.section(core.claim(PORT_92, 1, new Port92(core.requests())));
    }

    /** PIRQE to PIRQH, each at an input of the IOAPIC of its own, and in pairs at the PICs as firmware routes them. */
    private void wirePci() {
        SharedIrqLine first = new SharedIrqLine(core.irq(PIC_GSI));
        SharedIrqLine second = new SharedIrqLine(core.irq(PIC_GSI + 1));
        pci.wire(
                first.input(core.irq(PcTables.FIRST_PCI_GSI)),
                first.input(core.irq(PcTables.FIRST_PCI_GSI + 1)),
                second.input(core.irq(PcTables.FIRST_PCI_GSI + 2)),
                second.input(core.irq(PcTables.FIRST_PCI_GSI + 3)));
    }

    @Override
    public PciBus pci() {
        return pci;
    }

    @Override
    public PciPlugs plugs() {
        if (plugs == null) {
            plugs = new PciPlugs(pci, tree(), core.wiring(reporter), guest);
        }
        return plugs;
    }

    @Override
    public void addGenerationId(DeviceNode device, byte[] number) throws PlugRefused {
        if (generation != null) {
            throw new PlugRefused("at most one vmgenid device is permitted");
        }
        generation = new GenerationId(number, core.memory(), new Runnable() {
            @Override
            public void run() {
                pm.event(PcTables.GENERATION_EVENT);
            }
        });
        core.section(generation);
        tree().add(device);
    }

    @Override
    public GenerationId generationId() {
        return generation;
    }

    @Override
    public AcpiPower power() {
        return this;
    }

    @Override
    public void pressButton() {
        pm.pressButton();
    }

    @Override
    public void wake() throws IOException, VmStateException {
        resetHardware();
        pm.wake();
        CpuState first = core.cpus().get(0).state();
        int vector = PcTables.wakingVector(core.memory());
        if (vector > 0 && core.memory().isRam(vector, 1) && vector < PcTables.REAL_MODE_END) {
            first.enterRealMode(vector >> 4, vector & 0xf);
            core.commitProcessors();
        } else {
            first.halt();
            core.commitProcessors();
            core.requests().reset();
        }
    }

    private void resetHardware() throws IOException, VmStateException {
        core.reset();
        mch.reset();
        lpc.reset();
        if (plugs != null) {
            plugs.reset();
        }
        pci.map().update();
    }

    @Override
    public void reset() throws IOException, VmStateException {
        resetHardware();
        PcTables tables = new PcTables(config.cpu().cpus(), PM_BASE, ECAM).panicPort(core.panicPort());
        if (generation != null) {
            tables.generation(PcTables.GENERATION_PAGE + GenerationId.OFFSET);
        }
        tables.write(core.memory());
        if (config.smbios() != null) {
            config.smbios().write(core.memory(), core.cpuid().identification());
        }
        if (generation != null) {
            generation.place(PcTables.GENERATION_PAGE);
        }
        core.boot();
    }

    /** What it shares with other PCs. */
    @Override
    public PcCore core() {
        return core;
    }

    @Override
    public String machineName() {
        return name;
    }

    @Override
    public List<BusWindow> windows() {
        return new Q35Layout(config).windows();
    }

    @Override
    public DeviceTree tree() {
        if (tree == null) {
            tree = new Q35Layout(config).tree();
        }
        return tree;
    }
}
