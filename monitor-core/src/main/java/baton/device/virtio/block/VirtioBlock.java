package baton.device.virtio.block;

import baton.base.Closer;
import baton.block.BlockBackend;
import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioFeatures;
import baton.device.virtio.VirtioLink;
import baton.device.virtio.VirtioStatus;
import baton.mainloop.MainLoop;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;

/**
 * A disk (Virtio 1.2, 5.2). Requests are done one after another, so that a machine that stands still has none in flight;
 * one that stopped the machine by failing is taken back into the queue and comes again. What another monitor left in
 * flight comes first when the machine goes on.
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
    private static final long DISCARD = 1 << 13;
    private static final long WRITE_ZEROES = 1 << 14;
    private static final long OWN =
            SIZE_MAX_SEGMENTS | GEOMETRY | BLOCK_SIZE | FLUSH | TOPOLOGY | CONFIG_WCE | DISCARD | WRITE_ZEROES;
    /** So much is answered before the driver is told, if it asked for more meanwhile. */
    private static final long QUIET_BYTES = 256 << 10;

    /**
     * What a disk is to be.
     *
     * @param serial at most 20 characters, empty for none
     * @param queueSize number of descriptors, a power of two
     * @param loop whose thread does the I/O
     * @param rest what else ends with the device
     */
    public record Config(BlockBackend backend, String serial, int queueSize, MainLoop loop, Closer.Resource rest) {}

    private final Config config;
    private final BlockBackend backend;
    private final InFlight inFlight = new InFlight();
    private VirtioLink link;
    private VirtChain chain;
    private BlockRequest request;
    /** A request has failed and the machine is about to stop: nothing more until it goes on. */
    private boolean halted;

    /** Makes one. */
    public VirtioBlock(Config config) {
        this.config = config;
        this.backend = config.backend();
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
        long all = ring | OWN | (backend.readOnly() ? READ_ONLY : 0);
        boolean legacy = (ring & VirtioFeatures.VERSION_1) == 0;
        return legacy ? (all | SCSI) & ~VirtioFeatures.ANY_LAYOUT : all;
    }

    @Override
    public int[] queueSizes() {
        return new int[] {config.queueSize()};
    }

    @Override
    public int configBytes() {
        return BlockConfig.BYTES;
    }

    @Override
    public void readConfig(byte[] into) {
        BlockConfig.fill(into, backend.length(), config.queueSize(), backend.writeBack());
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
        chain = new VirtChain(newLink.memory());
        request = new BlockRequest(backend, config.serial(), newLink);
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
        if (!inFlight.isEmpty() && !resume(queue)) {
            return;
        }
        do {
            queue.notifications(false);
            drain(queue);
            queue.notifications(true);
        } while (!halted && link.serving() && queue.hasNext());
        queue.signal();
    }

    private void drain(VirtQueue queue) {
        long quiet = 0;
        while (!halted && queue.pop(chain)) {
            quiet += chain.readable().bytes() + chain.writable().bytes();
            if (!serve(queue)) {
                queue.unpop(chain);
                halted = true;
            }
            if (quiet >= QUIET_BYTES) {
                queue.signal();
                quiet = 0;
            }
        }
    }

    /** Whether the chain was answered; else it is to come again. */
    private boolean serve(VirtQueue queue) {
        return switch (request.serve(chain)) {
            case ANSWERED -> {
                queue.push(chain, chain.writable().bytes());
                yield true;
            }
            case BROKEN -> true;
            case AGAIN -> false;
        };
    }

    /** Requests that came with a stream, in the order they were made. */
    private boolean resume(VirtQueue queue) {
        while (!inFlight.isEmpty() && queue.walk(inFlight.first(), chain)) {
            if (!serve(queue)) {
                halted = true;
                return false;
            }
            inFlight.removeFirst();
        }
        return inFlight.isEmpty();
    }

    @Override
    public void reset() {
        halted = false;
        inFlight.clear();
        backend.resetWriteBack();
    }

    @Override
    public void started() {
        halted = false;
        backend.forgetErrors();
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        inFlight.state(v);
    }

    @Override
    public void commit() {
        statusChanged(link.status());
    }

    @Override
    public void close() throws IOException {
        if (chain != null) {
            chain.close();
            request.close();
        }
        config.rest().close();
    }
}
