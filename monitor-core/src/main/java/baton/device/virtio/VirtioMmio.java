package baton.device.virtio;

import baton.base.Closer;
import baton.base.Hex;
import baton.base.Reporter;
import baton.machine.bus.Doorbells;
import baton.machine.bus.IoDevice;
import baton.machine.irq.IrqLine;
import baton.machine.memory.DmaMemory;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.EventFd;
import java.io.IOException;

/**
 * Virtio over MMIO (Virtio 1.2, 4.2), legacy (4.2.4) or modern, with a device in it. The window is {@link #WINDOW} bytes.
 */
public final class VirtioMmio implements IoDevice, VirtioStream, VirtioTransport, Closer.Resource {
    /** Bytes of the register window. */
    public static final int WINDOW = 0x200;

    private static final int MAGIC = 0x74726976;
    private static final int VENDOR = 0x554d4551;
    private static final int CONFIG = 0x100;

    private final boolean legacy;
    private final long address;
    private final IrqLine irq;
    private final Doorbells doorbells;
    private final VirtioCore core;
    private final MmioQueues queues;
    private final VirtioSection section;
    private int hostFeaturesSelect;
    private int guestFeaturesSelect;
    private int guestPageShift;

    /**
     * What the board gives a transport.
     *
     * @param address where the window is: part of the section's name
     * @param legacy whether drivers see version 1
     */
    public record Place(long address, boolean legacy, IrqLine irq, Doorbells doorbells) {}

    /** Makes one; it owns {@code device}. */
    public VirtioMmio(Place place, VirtioDevice device, DmaMemory memory, Reporter reporter) {
        this.legacy = place.legacy();
        this.address = place.address();
        this.irq = place.irq();
        this.doorbells = place.doorbells();
        this.core = new VirtioCore(device, this, memory, reporter);
        this.queues = new MmioQueues(core);
        this.section = new VirtioSection(core, "virtio-mmio@" + Hex.padded(address, 16));
    }

    /** What starts and stops with the machine. */
    public VirtioCore core() {
        return core;
    }

    @Override
    public synchronized long read(int offset, int size) {
        if (offset >= CONFIG) {
            return size > 4 ? -1 : core.config().read(offset - CONFIG, size);
        }
        if (size != 4) {
            return 0;
        }
        return switch (offset) {
            case 0x00 -> MAGIC;
            case 0x04 -> legacy ? 1 : 2;
            case 0x08 -> core.deviceId();
            case 0x0c -> VENDOR;
            case 0x10 -> hostFeatures();
            case 0x34 -> core.selected() == null ? 0 : VirtQueue.MAX_SIZE;
            case 0x40 -> legacy && core.selected() != null ? core.selected().descriptors() >>> guestPageShift : 0;
            case 0x44 -> legacy ? 0 : queues.ready();
            case 0x60 -> core.isr();
            case 0x70 -> core.status();
            case 0xb0, 0xb4 -> -1;
            case 0xfc -> legacy ? 0 : core.generation();
            default -> 0;
        };
    }

    private long hostFeatures() {
        if (legacy) {
            return hostFeaturesSelect == 0 ? core.hostFeatures() & 0xffffffffL : 0;
        }
        return core.hostFeatures() >>> 32 * hostFeaturesSelect & 0xffffffffL;
    }

    @Override
    public synchronized void write(int offset, long value, int size) {
        if (offset >= CONFIG) {
            if (size <= 4) {
                core.config().write(offset - CONFIG, value, size);
            }
        } else if (size == 4) {
            writeRegister(offset, (int) value);
        }
    }

    private void writeRegister(int offset, int value) {
        switch (offset) {
            case 0x14 -> hostFeaturesSelect = value == 0 ? 0 : 1;
            case 0x20 -> guestFeatures(value);
            case 0x24 -> guestFeaturesSelect = value == 0 ? 0 : 1;
            case 0x30 -> core.selectQueue(value);
            case 0x50 -> core.notifyQueue(value);
            case 0x64 -> core.acknowledge(value);
            case 0x70 -> status(value & 0xff);
            default -> {
                if (legacy) {
                    writeLegacy(offset, value);
                } else {
                    queues.write(offset, value);
                }
            }
        }
    }

    private void guestFeatures(int value) {
        if (!legacy) {
            queues.features(guestFeaturesSelect, value);
        } else if (guestFeaturesSelect == 0) {
            core.setFeatures(value & 0xffffffffL);
        }
    }

    private void status(int value) {
        if (!legacy && (value & VirtioStatus.FEATURES_OK) != 0) {
            core.setFeatures(queues.features());
        }
        core.writeStatus(value);
        if (value == 0) {
            queues.reset();
        }
    }

    private void writeLegacy(int offset, int value) {
        VirtQueue queue = core.selected();
        if (offset == 0x28) {
            int shift = Integer.numberOfTrailingZeros(value);
            guestPageShift = shift > 31 ? 0 : shift;
        } else if (queue == null) {
            return;
        } else if (offset == 0x38) {
            queue.size(value);
            queue.legacyAddress(queue.descriptors());
        } else if (offset == 0x3c) {
            queue.alignment(value);
        } else if (offset == 0x40 && value == 0) {
            core.reset();
        } else if (offset == 0x40) {
            queue.legacyAddress((value & 0xffffffffL) << guestPageShift);
        }
    }

    @Override
    public synchronized void reset() {
        core.reset();
        queues.reset();
        hostFeaturesSelect = 0;
        guestFeaturesSelect = 0;
        guestPageShift = 0;
    }

    // ---- for the common part

    @Override
    public boolean legacy() {
        return legacy;
    }

    @Override
    public void interrupt(int source, int isr) {
        irq.set(isr != 0);
    }

    @Override
    public void doorbell(int queue, EventFd bell) {
        try {
            doorbells.attach(address + 0x50, 4, queue, bell);
        } catch (IOException e) {
            core.reporter().warn("notifications of " + idstr() + " leave the guest: " + e.getMessage());
        }
    }

    @Override
    public boolean hasAlignment() {
        return true;
    }

    @Override
    public void transportState(StateVisitor v) throws VmStateException {
        hostFeaturesSelect = v.u32("host_features_sel", hostFeaturesSelect);
        guestFeaturesSelect = v.u32("guest_features_sel", guestFeaturesSelect);
        guestPageShift = v.u32("guest_page_shift", guestPageShift);
    }

    @Override
    public Struct extraState() {
        return legacy ? null : queues;
    }

    // ---- its section

    @Override
    public VirtioSection section() {
        return section;
    }

    @Override
    public void loaded() throws VmStateException {
        if (guestPageShift < 0 || guestPageShift > 31) {
            throw VmStateException.corrupt("virtio-mmio has no page shift of " + guestPageShift);
        }
        section.loaded();
    }

    @Override
    public void commit() throws VmStateException {
        section.commit();
    }

    @Override
    public void close() throws IOException {
        core.close();
    }
}
