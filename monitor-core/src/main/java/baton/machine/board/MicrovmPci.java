package baton.machine.board;

import baton.base.Reporter;
import baton.device.ged.AcpiGed;
import baton.device.pci.GpexRoot;
import baton.device.pci.PciBus;
import baton.device.pci.PciEcam;
import baton.device.pci.PciHost;
import baton.machine.acpi.MicrovmTables;
import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.tree.Property;
import java.util.List;

/**
 * What a microvm has more with {@code pcie=on}: QEMU's generic PCI Express at its addresses, and the ACPI by which a guest finds
 * it. A quarter of the physical address space, the last one, is for windows.
 */
final class MicrovmPci {
    static final long ECAM = 0xe0000000L;
    private static final long ECAM_BYTES = 0x10000000;
    private static final long LOW = 0xc0000000L;
    private static final long LOW_BYTES = 0x20000000;
    private static final long POWER = 0xfea00200L;
    private static final int FIRST_GSI = 12;

    private final PcCore core;
    private final AcpiGed power;
    private final GpexRoot root = new GpexRoot();
    private final PciBus bus = PciBus.express();
    private final long high;
    private PciPlugs plugs;

    MicrovmPci(PcCore core) {
        this.core = core;
        this.power = new AcpiGed(core.requests());
        this.high = 3L << core.cpuid().physicalBits() - 2;
        bus.add(0, 0, root.function());
    }

    /** Devices at their addresses, and their sections. */
    void wire() {
        core.section(core.claimMemory(POWER, AcpiGed.WINDOW, power));
        core.section(root);
        core.section(new PciHost(bus));
        core.section(bus);
        core.claimMemory(ECAM, ECAM_BYTES, new PciEcam(bus));
        core.claimMemory(LOW, LOW_BYTES, bus.map().openMemoryFrom(LOW));
        core.restOfMemory(bus.map().memoryBeyond(high));
        bus.wire(core.irq(FIRST_GSI), core.irq(FIRST_GSI + 1), core.irq(FIRST_GSI + 2), core.irq(FIRST_GSI + 3));
    }

    PciBus bus() {
        return bus;
    }

    PciPlugs plugs(DeviceTree tree, GuestEvents guest, Reporter reporter) {
        if (plugs == null) {
            plugs = new PciPlugs(bus, tree, core.wiring(reporter), guest);
        }
        return plugs;
    }

    /** Power-on state. */
    void reset() {
        root.reset();
        if (plugs != null) {
            plugs.reset();
        }
        bus.map().update();
    }

    /** The tables of a machine with {@code cpus} processors, without devices of the board. */
    MicrovmTables tables(int cpus) {
        MicrovmTables.Windows windows = new MicrovmTables.Windows(
                ECAM, LOW, LOW_BYTES, high, 1L << core.cpuid().physicalBits() - 2, FIRST_GSI);
        MicrovmTables.Power registers = new MicrovmTables.Power(
                POWER + AcpiGed.SLEEP_CONTROL,
                POWER + AcpiGed.SLEEP_STATUS,
                POWER + AcpiGed.RESET,
                AcpiGed.RESET_VALUE);
        return new MicrovmTables(cpus, windows, registers);
    }

    /** Adds what people see of it in memory, by address. */
    void windows(List<BusWindow> all) {
        all.add(window("gpex_mmio_window", LOW, LOW_BYTES));
        all.add(window("pcie-mmcfg-mmio", ECAM, ECAM_BYTES));
        all.add(window("acpi-ged-regs", POWER, AcpiGed.WINDOW));
    }

    /** Above all RAM. */
    BusWindow highWindow() {
        return window("gpex_mmio_window", high, 1L << core.cpuid().physicalBits() - 2);
    }

    private static BusWindow window(String name, long first, long bytes) {
        return new BusWindow(name, false, first, first + bytes - 1, 0);
    }

    /** Puts it where {@code info qtree} and QOM show it. */
    static void show(DeviceTree tree) {
        DeviceBus bus = new DeviceBus("pcie.0", "PCIE");
        DeviceNode host = new DeviceNode("gpex-pcihost").before("gpio-out \"sysbus-irq\" 4");
        DeviceNode root = new DeviceNode("gpex-root")
                .with(Property.word("addr", "str", "00.0"))
                .after("class Host bridge, addr 00:00.0, pci id 1b36:0008 (sub 1af4:1100)");
        tree.own(tree.root(), new DeviceNode("acpi-ged"));
        tree.own(tree.root(), host.with(bus));
        tree.own(bus, root);
    }
}
