package baton.device.pci;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.machine.irq.MsiSink;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import java.io.IOException;

/**
 * QEMU's {@code pcie-root-port}: a bridge on bus 0 with a slot behind it, section {@code PATH/pcie-root-port}. PCI Express
 * Base Specification 4.0, chapter 7: type 1 header, capabilities PCI Express, MSI-X and subsystem; extended: error reporting,
 * which never has an error to report, and access control.
 */
@AnyThread
public final class PcieRootPort implements PciDevice, Closer.Resource {
    /** What is told when a guest lets go what is in the slot; a vCPU thread, which goes on afterwards. */
    public interface Released {
        /** The slot of {@code port} is empty now. */
        void released(PcieRootPort port);
    }

    private static final int EXPRESS = 0x54;
    private static final int MSIX = 0x48;
    private static final int SUBSYSTEM = 0x40;
    private static final int RESERVE = 0x90;
    private static final int RESERVE_BYTES = 0x20;
    private static final int ERRORS = 0x100;
    private static final int ACCESS = 0x148;

    private final PciFunction function;
    private final Msix msix;
    private final PciBus bus;
    private final PcieSlot slot;
    private final String path;

    /**
     * @param place where it is to be
     * @param sink for its interrupts
     * @param told may be null
     */
    public PcieRootPort(Place place, MsiSink sink, Released told) {
        this.path = place.path();
        this.function = new PciFunction(image(place));
        this.msix = new Msix(function, MSIX, 1, sink);
        function.bar(PciBar.memory(0, Msix.WINDOW), msix);
        this.bus = new PciBus(place.busInstance(), function, place.root(), place.device());
        this.slot = new PcieSlot(function, EXPRESS, bus, new SlotEvents() {
            @Override
            public void interrupt() {
                msix.raise(0);
            }

            @Override
            public void released() {
                empty();
                if (told != null) {
                    told.released(PcieRootPort.this);
                }
            }
        });
        function.watch(new PciFunction.Watcher() {
            @Override
            public void written(int register, int size, long value, long before) {
                msix.written(register, size);
                slot.written(register, size, value, before);
            }
        });
    }

    /**
     * Where a port is, and what users say of it.
     *
     * @param root bus 0
     * @param path of its function, such as {@code 0000:00:02.0}
     * @param device its device number
     * @param busInstance number of the section of the bus behind it
     * @param port number of the port
     * @param slot number of the slot
     */
    public record Place(PciBus root, String path, int device, int busInstance, int port, int slot) {}

    private static PciImage image(Place place) {
        PciImage image = PciImage.header(PciImage.EXPRESS, 0x1b36, 0x000c, 0x0604, 0);
        image.headerType(1).put8(0x3d, 1);
        bridge(image);
        image.capability(0x0d, SUBSYSTEM, 8).put16(SUBSYSTEM + 4, 0x1b36);
        Msix.describe(image, MSIX, 1, 0);
        express(image, place);
        if (!place.root().hasPorts()) {
            reserveNoPorts(image);
        }
        extended(image);
        return image;
    }

    /** Numbers of the buses behind it, and the windows it passes on: none yet. */
    private static void bridge(PciImage image) {
        image.writable(0x0c, 0xff).writable(0x18, 0xff).writable(0x19, 0xff).writable(0x1a, 0xff);
        image.put8(0x1c, 0xf0).writable(0x1c, 0xf0).writable(0x1d, 0xf0).clearable(0x1f, 0xf9);
        image.put32(0x20, 0x0000fff0).writable32(0x20, 0xfff0fff0);
        image.put32(0x24, 0x0001fff1).writable32(0x24, 0xfff0fff0);
        image.writable32(0x28, -1).writable32(0x2c, -1).writable(0x3e, 0x5f).clearable(7, 0xf9);
    }

    private static void express(PciImage image, Place place) {
        image.capability(0x10, EXPRESS, 0x3c).put16(EXPRESS + 2, 0x0142); // a root port with a slot
        image.put32(EXPRESS + 4, 0x8020).writable(EXPRESS + 8, 0x0f).clearable(EXPRESS + 0x0a, 0x0f);
        image.put32(EXPRESS + 0x0c, 0x00300604 | place.port() << 24).put16(EXPRESS + 0x12, 0x0204);
        // Attention button, power controller, both indicators, surprise, hot plug, interlock
        image.put32(EXPRESS + 0x14, 0x0002007b | place.slot() << 19);
        image.put16(EXPRESS + PcieSlot.CONTROL, 0x07c0)
                .writable(EXPRESS + PcieSlot.CONTROL, 0xf9)
                .writable(EXPRESS + PcieSlot.CONTROL + 1, 0x07);
        image.clearable(EXPRESS + PcieSlot.STATUS, 0x1f).writable(EXPRESS + 0x1c, 0x07);
        image.put32(EXPRESS + 0x24, 0x00300020).writable(EXPRESS + 0x28, 0x20).writable(EXPRESS + 0x29, 0x80);
        image.put32(EXPRESS + 0x2c, 0x1e).put16(EXPRESS + 0x30, 4);
    }

    /** QEMU's own capability, by which firmware learns what to reserve behind a port: as it likes, but no I/O ports. */
    private static void reserveNoPorts(PciImage image) {
        image.capability(9, RESERVE, RESERVE_BYTES).put16(RESERVE + 2, RESERVE_BYTES | 1 << 8);
        for (int at = RESERVE + 4; at < RESERVE + RESERVE_BYTES; at += 4) {
            image.put32(at, at == RESERVE + 8 || at == RESERVE + 12 ? 0 : -1);
        }
    }

    private static void extended(PciImage image) {
        image.extended(1, 2, ERRORS, 0x48, ACCESS);
        image.put32(ERRORS + 0x08, 0x02400000).writable32(ERRORS + 0x08, 0x03fff030);
        image.put32(ERRORS + 0x0c, 0x00462030).writable32(ERRORS + 0x0c, 0x03fff030);
        image.put32(ERRORS + 0x14, 0xe000).writable(ERRORS + 0x14, 0xc1).writable(ERRORS + 0x15, 0xf1);
        image.put32(ERRORS + 0x18, 0x2a0).writable(ERRORS + 0x18, 0x40).writable(ERRORS + 0x19, 0x05);
        image.writable(ERRORS + 0x2c, 0x07);
        image.extended(0x0d, 1, ACCESS, 8, 0).put16(ACCESS + 4, 0x5f).writable(ACCESS + 6, 0x5f);
    }

    @Override
    public PciFunction function() {
        return function;
    }

    /** The bus behind it, whose device 0 is in the slot. */
    public PciBus bus() {
        return bus;
    }

    /**
     * Puts {@code device} into the slot, which is empty.
     *
     * @param announce whether the guest is told: it was started without
     */
    public void plug(PciFunction device, boolean announce) {
        bus.add(0, 0, device);
        slot.plugged(announce);
    }

    /** Asks the guest to let go what is in the slot: {@link Released} is told, or has been, when this is not refused. */
    public Answer release() {
        if (slot.isOff()) {
            empty();
            return Answer.GONE;
        } else if (slot.isBusy()) {
            return Answer.BUSY;
        }
        slot.pressButton();
        return Answer.ASKED;
    }

    /** What comes of asking for a device back. */
    public enum Answer {
        /** The slot has no power: the device is out. */
        GONE,
        /** The guest is about to do something with the slot. */
        BUSY,
        /** The guest was asked. */
        ASKED
    }

    private void empty() {
        bus.remove(0);
        slot.pulled();
    }

    @Override
    public void reset() {
        function.reset();
        msix.reset();
        slot.reset();
    }

    @Override
    public String idstr() {
        return path + "/pcie-root-port";
    }

    @Override
    public String vmsd() {
        return "pcie-root-port";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        v.struct("parent_obj.parent_obj.parent_obj", function);
        v.struct("parent_obj.parent_obj.parent_obj.exp.aer_log", new ErrorLog());
        v.struct("parent_obj.parent_obj.parent_obj.parent_obj", msix);
    }

    @Override
    public void loaded() throws VmStateException {
        function.loaded("pcie-root-port");
    }

    @Override
    public void commit() {
        slot.commit();
    }

    @Override
    public void close() throws IOException {
        msix.close();
    }

    /** Always empty. */
    private static final class ErrorLog implements Struct {
        private static final int CAPACITY = 8;

        @Override
        public String vmsd() {
            return "PCIE_AER_ERROR_LOG";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            int logged = v.u16("log_num", 0);
            int capacity = v.u16("log_max", CAPACITY);
            if (logged != 0 || capacity != CAPACITY) {
                throw new VmStateException(
                        Reason.MISMATCH,
                        "pcie-root-port: a log of " + logged + " errors of " + capacity + "; there is one for "
                                + CAPACITY + ", empty");
            }
        }
    }
}
