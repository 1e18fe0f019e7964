package baton.device.virtio.block;

import baton.base.Closer;
import baton.block.BlockBackend;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioFeatures;
import baton.device.virtio.VirtioLink;
import baton.device.virtio.VirtioStatus;
import baton.mainloop.MainLoop;
import baton.mainloop.Workers;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A disk (Virtio 1.2, 5.2). Several requests are worked on at once, and a machine that stands still has none in flight; one
 * that stopped the machine by failing is done again when it goes on, as is what another monitor left in flight.
 */
public final class VirtioBlock implements VirtioDevice {
    private static final long SIZE_MAX_SEGMENTS = 1 << 2;
    private static final long GEOMETRY = 1 << 4;
    private static final long READ_ONLY = 1 << 5;
    private static final long BLOCK_SIZE = 1 << 6;
    private static final long SCSI = 1 << 7;
    private static final long FLUSH = 1 << 9;
    private static final long TOPOLOGY = 1 << 10;
    private static final long CONFIG_WCE = 1 << 11;
    private static final long SEVERAL_QUEUES = 1 << 12;
    private static final long DISCARD = 1 << 13;
    private static final long WRITE_ZEROES = 1 << 14;
    private static final long OWN =
            SIZE_MAX_SEGMENTS | GEOMETRY | BLOCK_SIZE | FLUSH | TOPOLOGY | CONFIG_WCE | DISCARD | WRITE_ZEROES;
    /**
     * What a disk is to be.
     *
     * @param serial at most 20 characters, empty for none
     * @param queues how many, at most 1024
     * @param queueSize number of descriptors, a power of two
     * @param loop whose thread serves the queues
     * @param workers who wait for storage; null where that thread does
     * @param rest what else ends with the device
     */
    public record Config(
            BlockBackend backend,
            String serial,
            int queues,
            int queueSize,
            MainLoop loop,
            Workers workers,
            Closer.Resource rest) {}

    private final Config config;
    private final BlockBackend backend;
    private final Unanswered unanswered;
    private VirtioLink link;
    private DiskWork work;

    /** Makes one. */
    public VirtioBlock(Config config) {
        this.config = config;
        this.backend = config.backend();
        this.unanswered = new Unanswered(config.queues());
    }

    @Override
    public String name() {
        return "virtio-blk";
    }

    @Override
    public int stateVersion() {
        return 2;
    }

    @Override
    public int deviceId() {
        return 2;
    }

    @Override
    public long features(long ring) {
        long all = ring | OWN | (backend.readOnly() ? READ_ONLY : 0) | (config.queues() > 1 ? SEVERAL_QUEUES : 0);
        boolean legacy = (ring & VirtioFeatures.VERSION_1) == 0;
        return legacy ? (all | SCSI) & ~VirtioFeatures.ANY_LAYOUT : all;
    }

    @Override
    public int[] queueSizes() {
        int[] sizes = new int[config.queues()];
        Arrays.fill(sizes, config.queueSize());
        return sizes;
    }

    @Override
    public int configBytes() {
        return BlockConfig.BYTES;
    }

    @Override
    public void readConfig(byte[] into) {
        BlockConfig.fill(into, backend.length(), config.queues(), config.queueSize(), backend.writeBack());
    }

    /** Only whether writes are cached can be written. */
    @Override
    public void writeConfig(byte[] written) {
        backend.writeBack(written[BlockConfig.WRITE_CACHE] != 0);
    }

    /** A driver that can neither flush nor switch the cache off gets none. */
    @Override
    public void statusChanged(int status) {
        if ((status & VirtioStatus.DRIVER_OK) != 0 && !link.negotiated(CONFIG_WCE)) {
            backend.writeBack(link.negotiated(FLUSH));
        }
    }

    @Override
    public void attach(VirtioLink newLink) {
        link = newLink;
        work = new DiskWork(newLink, config.workers(), unanswered, new Supplier<>() {
            @Override
            public BlockRequest get() {
                return new BlockRequest(backend, config.serial(), newLink.memory());
            }
        });
    }

    @Override
    public MainLoop loop() {
        return config.loop();
    }

    /** The disk has become longer or shorter. Main loop. */
    public void resized() {
        link.configChanged();
    }

    @Override
    public void notified(int number) {
        VirtQueue queue = link.queue(number);
        work.again();
        do {
            queue.notifications(false);
            work.drain(queue);
            queue.notifications(true);
        } while (!work.rests() && queue.hasNext());
        queue.signal();
    }

    @Override
    public void settle() {
        work.settle();
    }

    @Override
    public void reset() {
        work.goOn();
        unanswered.clear();
        backend.resetWriteBack();
    }

    @Override
    public void started() {
        synchronized (link.lock()) {
            work.goOn();
        }
        backend.forgetErrors();
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        unanswered.state(v, link);
    }

    @Override
    public void commit() {
        statusChanged(link.status());
    }

    @Override
    public void close() throws IOException {
        if (work != null) {
            synchronized (link.lock()) {
                work.settle();
            }
            work.close();
        }
        config.rest().close();
    }
}
