package baton.machine.board;

import baton.base.Hex;
import baton.base.Reporter;
import baton.device.virtio.VirtioMmio;
import baton.machine.tree.DeviceBus;
import baton.machine.tree.DeviceNode;
import baton.machine.tree.DeviceTree;
import baton.machine.tree.Property;
import java.io.IOException;

/** The virtio-mmio transports of a microvm : docs/wire/stream.md, 4. Only those in use are there. */
public final class MmioSlots {
    /** How many there are. */
    public static final int COUNT = 8;

    private static final long FIRST_ADDRESS = 0xfeb00000L;
    /** Interrupt of the first slot; where ACPI tells of slots, it is above those of ISA. */
    private static final int FIRST_GSI = 5;

    private static final int FIRST_ACPI_GSI = 16;

    private MmioSlots() {}

    /** Guest address of a slot's window. */
    public static long address(int slot) {
        return FIRST_ADDRESS + (long) slot * VirtioMmio.WINDOW;
    }

    /** Interrupt of a slot, on a microvm with or without ACPI. */
    static int gsi(int slot, boolean acpi) {
        return (acpi ? FIRST_ACPI_GSI : FIRST_GSI) + slot;
    }

    /** What a kernel that finds no ACPI is told of a slot in use. */
    public static String kernelArgument(int slot) {
        return "virtio_mmio.device=" + VirtioMmio.WINDOW + "@0x" + Long.toHexString(address(slot)) + ":"
                + gsi(slot, false);
    }

    /** A slot in use, for {@code info mtree}. */
    static BusWindow window(int slot) {
        return new BusWindow("virtio-mmio", false, address(slot), address(slot) + VirtioMmio.WINDOW - 1, 0);
    }

    /** Puts a transport and its device where {@code info qtree} and QOM show them. */
    static void show(DeviceTree tree, MmioPlug plug) {
        DeviceBus bus = new DeviceBus("virtio-mmio-bus." + plug.slot(), "virtio-mmio-bus");
        DeviceNode transport = new DeviceNode("virtio-mmio")
                .before("gpio-out \"sysbus-irq\" 1")
                .with(Property.bool("format_transport_address", true))
                .with(Property.bool("force-legacy", plug.legacy()))
                .with(Property.bool("ioeventfd", true))
                .after("mmio " + Hex.padded(address(plug.slot()), 16) + "/" + Hex.padded(VirtioMmio.WINDOW, 16))
                .with(bus);
        tree.own(tree.root(), transport);
        tree.add(bus, new DeviceNode(plug.type(), plug.id()).unlisted(plug.properties()));
    }

    static void fill(PcCore core, Iterable<MmioPlug> plugs, boolean acpi, Reporter reporter) throws IOException {
        for (MmioPlug plug : plugs) {
            long address = address(plug.slot());
            VirtioMmio.Place place =
                    new VirtioMmio.Place(address, plug.legacy(), core.irq(gsi(plug.slot(), acpi)), core.doorbells());
            VirtioMmio transport = new VirtioMmio(place, plug.device(), core.memory(), reporter);
            core.section(core.claimMemory(address, VirtioMmio.WINDOW, transport));
            core.virtio().add(transport.core());
        }
    }
}
