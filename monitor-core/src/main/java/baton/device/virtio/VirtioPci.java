package baton.device.virtio;

import baton.base.Closer;
import baton.base.Reporter;
import baton.device.pci.Msix;
import baton.device.pci.PciBar;
import baton.device.pci.PciDevice;
import baton.device.pci.PciFunction;
import baton.machine.bus.Doorbells;
import baton.machine.irq.MsiSink;
import baton.machine.memory.DmaMemory;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.EventFd;
import java.io.IOException;

/**
 * Virtio over PCI (Virtio 1.2, 4.1) with a device in it: modern behind a port, transitional on bus 0. Interrupts are MSI-X
 * vectors, or the interrupt pin for a driver that does without.
 */
public final class VirtioPci implements PciDevice, VirtioStream, VirtioTransport, Closer.Resource {
    private final boolean modernOnly;
    private final PciFunction function;
    private final Msix msix;
    private final VirtioCore core;
    private final PciQueues queues;
    private final PciVectors vectors;
    private final PciDoorbells bells;
    private final VirtioSection section;

    /**
     * What the board gives a transport.
     *
     * @param path where it is, part of the section's name
     * @param behindPort whether it is in a slot, and not on bus 0
     * @param sink for its interrupts
     */
    public record Place(String path, boolean behindPort, MsiSink sink, Doorbells doorbells) {}

    /** Makes one; it owns {@code device}. */
    public VirtioPci(Place place, VirtioDevice device, DmaMemory memory, Reporter reporter) {
        this.modernOnly = place.behindPort();
        int count = device.queueSizes().length;
        int available = Math.min(count + 1, Msix.MAX_VECTORS);
        int id = device.deviceId();
        PciConfig config = modernOnly ? PciConfig.express(id) : PciConfig.transitional(id);
        int capability = config.capabilities(available);
        this.function = new PciFunction(config.image());
        this.msix = new Msix(function, capability, available, place.sink());
        this.vectors = new PciVectors(count, available);
        this.bells = new PciDoorbells(place.doorbells(), count);
        this.core = new VirtioCore(device, this, memory, reporter);
        this.queues = new PciQueues(core);
        this.section = new VirtioSection(core, place.path());
        windows(device.configBytes());
    }

    private void windows(int configBytes) {
        if (!modernOnly) {
            function.bar(PciBar.ports(0, PciLegacy.size(configBytes)), new PciLegacy(this, core, vectors));
        }
        function.bar(PciBar.memory(PciConfig.VECTORS_BAR, Msix.WINDOW), msix);
        function.bar(
                PciBar.wideMemory(PciConfig.MODERN_BAR, PciModern.SIZE), new PciModern(this, core, queues, vectors));
        function.watch(new PciFunction.Watcher() {
            @Override
            public void written(int register, int size, long value, long before) {
                msix.written(register, size);
                moveBells();
            }
        });
    }

    /** What starts and stops with the machine. */
    public VirtioCore core() {
        return core;
    }

    @Override
    public PciFunction function() {
        return function;
    }

    /** The driver writes the status register; 0 resets the device. */
    void status(int value) {
        core.writeStatus(value);
        if (value == 0) {
            vectors.reset();
            queues.reset();
        }
    }

    boolean usesVectors() {
        return msix.enabled();
    }

    @Override
    public synchronized void reset() {
        function.reset();
        msix.reset();
        status(0);
        moveBells();
    }

    private void moveBells() {
        try {
            long at = function.address(PciConfig.MODERN_BAR);
            bells.move(at < 0 ? -1 : at + PciModern.NOTIFY);
        } catch (IOException e) {
            leaves(e);
        }
    }

    private void leaves(IOException e) {
        core.reporter().warn("notifications of " + idstr() + " leave the guest: " + e.getMessage());
    }

    // ---- for the common part

    @Override
    public boolean legacy() {
        return false;
    }

    @Override
    public long ringFeatures() {
        return modernOnly ? VirtioFeatures.MODERN : VirtioFeatures.MODERN | VirtioFeatures.LEGACY;
    }

    @Override
    public void interrupt(int source, int isr) {
        if (!msix.enabled()) {
            function.interrupt(isr != 0);
        } else if (source != ACKNOWLEDGED) {
            msix.raise(vectors.of(source));
        }
    }

    @Override
    public void doorbell(int queue, EventFd bell) {
        try {
            bells.add(queue, bell);
        } catch (IOException e) {
            leaves(e);
        }
    }

    @Override
    public boolean hasAlignment() {
        return false;
    }

    @Override
    public void transportState(StateVisitor v) throws VmStateException {
        v.struct("pci_dev", function);
        v.struct("msix", msix);
        vectors.load(CONFIG, v.u16("config_vector", vectors.of(CONFIG)));
    }

    @Override
    public void queueState(StateVisitor v, int queue) throws VmStateException {
        vectors.load(queue, v.u16("vector", vectors.of(queue)));
    }

    @Override
    public Struct extraState() {
        return queues;
    }

    // ---- its section

    @Override
    public VirtioSection section() {
        return section;
    }

    @Override
    public void loaded() throws VmStateException {
        function.loaded(vmsd());
        if (!vectors.areThere()) {
            throw VmStateException.corrupt(idstr() + ": a vector that is not there");
        }
        section.loaded();
    }

    @Override
    public void commit() throws VmStateException {
        moveBells();
        section.commit();
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            closer.add(msix);
            closer.add(core);
            bells.move(-1);
        }
    }
}
