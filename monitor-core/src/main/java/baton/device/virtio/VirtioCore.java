package baton.device.virtio;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.base.VcpuThread;
import baton.machine.memory.DmaMemory;
import java.io.IOException;

/**
 * What every transport shares: status, features, interrupt status, configuration space and queues of one device. Its
 * transport calls the register methods under its own lock. Locks, in the order they may be taken: the transport's,
 * {@link #lock}, a queue's, the one of interrupts.
 */
public final class VirtioCore implements VirtioLink, Closer.Resource {
    final VirtioDevice device;
    final VirtioTransport transport;
    private final DmaMemory memory;
    private final Reporter reporter;
    private final Object serving = new Object();
    final InterruptStatus interrupts;
    final VirtQueue[] queues;
    private final QueueBell[] bells;
    final ConfigSpace config;
    private final long hostFeatures;
    volatile long features;
    volatile int status;
    volatile boolean broken;
    /** The driver has begun to use the device: it said so or, in legacy manner, has just notified a queue. */
    volatile boolean begun;

    volatile boolean disabled;
    int queueSelect;
    private volatile boolean running;

    /** Puts {@code device} into {@code transport}; the owner of the transport closes this, and with it the device. */
    public VirtioCore(VirtioDevice device, VirtioTransport transport, DmaMemory memory, Reporter reporter) {
        this.device = device;
        this.transport = transport;
        this.memory = memory;
        this.reporter = reporter;
        this.interrupts = new InterruptStatus(transport);
        this.config = new ConfigSpace(device);
        int[] sizes = device.queueSizes();
        queues = new VirtQueue[sizes.length];
        bells = new QueueBell[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            queues[i] = new VirtQueue(this, i, sizes[i]);
            bells[i] = new QueueBell(this, i);
        }
        hostFeatures = device.features(transport.ringFeatures());
        device.attach(this);
    }

    // ---- for the device

    @Override
    public VirtQueue queue(int number) {
        return queues[number];
    }

    @Override
    public long features() {
        return features;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean serving() {
        return running && !broken && !disabled && (begun || ready(status));
    }

    @Override
    public void interrupt(int queue) {
        interrupts.queue(queue);
    }

    @Override
    public void configChanged() {
        if (ready(status)) {
            interrupts.config();
        }
    }

    private static boolean ready(int status) {
        return (status & VirtioStatus.DRIVER_OK) != 0;
    }

    @Override
    public void broken(String why) {
        if (broken) {
            return;
        }
        reporter.error(why);
        broken = true;
        if (negotiated(VirtioFeatures.VERSION_1)) {
            status |= VirtioStatus.NEEDS_RESET;
            interrupts.config();
        }
    }

    @Override
    public DmaMemory memory() {
        return memory;
    }

    @Override
    public Object lock() {
        return serving;
    }

    @Override
    public Reporter reporter() {
        return reporter;
    }

    // ---- for the transport: registers

    /** How many queues there are. */
    public int queues() {
        return queues.length;
    }

    /** Virtio's number of the kind of device. */
    public int deviceId() {
        return device.deviceId();
    }

    /** What is offered to a driver. */
    public long hostFeatures() {
        return hostFeatures;
    }

    /** The driver has chosen; what is not offered is dropped, and once the driver says FEATURES_OK nothing changes. */
    @VcpuThread
    public void setFeatures(long wanted) {
        if ((status & VirtioStatus.FEATURES_OK) != 0) {
            return;
        }
        features = wanted & hostFeatures;
        for (VirtQueue queue : queues) {
            queue.unmap();
        }
    }

    /** The selected queue's number. */
    public int queueSelect() {
        return queueSelect;
    }

    /** Selects a queue; numbers no device can have are ignored. */
    public void selectQueue(int number) {
        if (number >= 0 && number < VirtQueue.MAX_SIZE) {
            queueSelect = number;
        }
    }

    /** The selected queue, null when there is none of that number. */
    public VirtQueue selected() {
        return queueSelect < queues.length ? queues[queueSelect] : null;
    }

    /** The driver writes the status register; 0 resets the device. */
    @VcpuThread
    public void writeStatus(int value) {
        if (value == 0) {
            reset();
            return;
        }
        boolean changed = ready(status) != ready(value);
        status = value;
        if (changed) {
            begun = ready(value);
        }
        device.statusChanged(value);
        if (changed && begun) {
            notifyQueues();
        }
    }

    /** The interrupt status. */
    public int isr() {
        return interrupts.value();
    }

    /** The driver acknowledges bits of the interrupt status. */
    @VcpuThread
    public void acknowledge(int bits) {
        interrupts.acknowledge(bits);
    }

    /** Reads the interrupt status and clears it, as PCI has it. */
    @VcpuThread
    public int takeIsr() {
        return interrupts.take();
    }

    /** Changes whenever the configuration does. */
    public int generation() {
        return interrupts.generation();
    }

    /** The configuration space. */
    ConfigSpace config() {
        return config;
    }

    /** The driver notifies a queue. */
    @VcpuThread
    public void notifyQueue(int number) {
        if (number < 0 || number >= queues.length || broken || !queues[number].ready()) {
            return;
        }
        if (!negotiated(VirtioFeatures.VERSION_1)) {
            begun = true;
        }
        bells[number].ring();
    }

    /** The driver takes one queue back (VIRTIO_F_RING_RESET). */
    @VcpuThread
    public void resetQueue(int number) {
        synchronized (serving) {
            device.settle();
            queues[number].reset();
        }
        notifyQueues(); // what came for others while the device settled
    }

    /** Power-on state, by the driver or the machine. */
    public void reset() {
        synchronized (serving) {
            device.settle();
            device.reset();
            for (VirtQueue queue : queues) {
                queue.reset();
            }
            status = 0;
            features = 0;
            broken = false;
            begun = false;
            disabled = false;
            queueSelect = 0;
            config.reset();
            interrupts.acknowledge(-1);
        }
    }

    // ---- for whoever runs the machine

    /** The machine goes on. */
    @MainLoopThread
    public void start() {
        device.started();
        running = true;
        if (begun || ready(status)) {
            notifyQueues();
        }
    }

    /** The machine stands still: afterwards nothing of the device touches the guest. */
    @MainLoopThread
    public void stop() {
        running = false;
        synchronized (serving) {
            device.settle();
            device.stopped();
        }
    }

    private void notifyQueues() {
        for (VirtQueue queue : queues) {
            notifyQueue(queue.index());
        }
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            closer.add(device);
            for (QueueBell bell : bells) {
                closer.add(bell);
            }
        }
    }
}
