package baton.device.virtio;

import baton.base.AnyThread;
import java.lang.invoke.VarHandle;

/**
 * A split virtqueue (Virtio 1.2, 2.7), legacy or modern, with indirect descriptors and event index. What a driver writes
 * into it is believed only after it was checked: a chain is walked no further than its table is long, and every piece of
 * it is RAM. A driver that breaks the rules breaks its device. Every method locks the queue.
 */
@AnyThread
public final class VirtQueue {
    /** Most descriptors in a queue, and most pieces in a chain. */
    public static final int MAX_SIZE = 1024;

    private static final int MASK = 0xffff;

    private final VirtioLink link;
    private final int index;
    private final ChainWalker walker;
    private final SplitRing ring;
    private final QueueState state;
    int defaultSize;
    int lastAvailable;
    int usedIndex;
    int inUse;
    private int signalledUsed;
    private boolean signalledValid;
    private boolean notifications = true;
    /** Something was pushed and the driver was not told. */
    private boolean untold;

    private int epoch;

    VirtQueue(VirtioLink link, int index, int defaultSize) {
        this.link = link;
        this.index = index;
        this.defaultSize = defaultSize;
        this.walker = new ChainWalker(link);
        this.ring = new SplitRing(link);
        this.state = new QueueState(this, ring);
        reset();
    }

    // ---- for devices

    /** Which of its device's queues it is. */
    public int index() {
        return index;
    }

    /** Number of descriptors. */
    public synchronized int size() {
        return ring.size;
    }

    /** Whether a driver has set it up. */
    public synchronized boolean ready() {
        return ring.isSetUp();
    }

    /** Whether a request waits; false when it is not set up. */
    public synchronized boolean hasNext() {
        return ring.map() && ring.availableIndex() != lastAvailable;
    }

    /** Takes the next request into {@code chain}; false when there is none, or the driver broke the device. */
    public synchronized boolean pop(VirtChain chain) {
        if (!link.serving() || !ring.map()) {
            return false;
        }
        int driver = ring.availableIndex();
        int waiting = driver - lastAvailable & MASK;
        if (waiting == 0) {
            return false;
        }
        if (waiting > ring.size) {
            link.broken("Guest moved used index from " + lastAvailable + " to " + driver);
            return false;
        }
        if (inUse >= ring.size) {
            link.broken("Virtqueue size exceeded");
            return false;
        }
        VarHandle.acquireFence();
        return take(ring.head(lastAvailable), chain);
    }

    private boolean take(int head, VirtChain chain) {
        if (head < ring.size) {
            lastAvailable = lastAvailable + 1 & MASK;
            if (notifications && link.negotiated(VirtioFeatures.EVENT_INDEX)) {
                ring.availableEvent(lastAvailable);
            }
        }
        if (!follow(head, chain)) {
            return false;
        }
        inUse++;
        return true;
    }

    private boolean follow(int head, VirtChain chain) {
        chain.clear();
        String wrong = head < 0 || head >= ring.size
                ? "Guest says index " + head + " is available"
                : walker.walk(ring.descriptors, ring.size, head, chain);
        if (wrong != null) {
            link.broken(wrong);
            return false;
        }
        chain.head = head;
        chain.epoch = epoch;
        return true;
    }

    /**
     * Takes a request into {@code chain} again that was popped before and is still to be pushed.
     *
     * @param head its first descriptor
     * @return false when the driver broke the device
     */
    public synchronized boolean walk(int head, VirtChain chain) {
        return link.serving() && ring.map() && follow(head, chain);
    }

    /** As {@link #walk} while the machine stands still; empty when there is no such chain, which is nobody's fault. */
    public synchronized void look(int head, VirtChain chain) {
        chain.clear();
        boolean there = head >= 0 && head < ring.size && ring.map();
        if (!there || walker.walk(ring.descriptors, ring.size, head, chain) != null) {
            chain.clear();
        }
    }

    /** Gives the chain popped last back, as if it had not been popped; it must be the only one not pushed. */
    public synchronized void unpop(VirtChain chain) {
        if (chain.epoch == epoch) {
            rewind(1);
        }
    }

    /** Has the last {@code count} requests that were popped and not pushed come again. */
    public synchronized void rewind(int count) {
        int back = Math.min(count, inUse);
        lastAvailable = lastAvailable - back & MASK;
        inUse -= back;
    }

    /** How many requests were popped and not pushed. */
    public synchronized int inUse() {
        return inUse;
    }

    /**
     * Gives a request back to the driver, which hears of it by {@link #signal}.
     *
     * @param written how many bytes of {@link VirtChain#writable} were written, from the first on
     */
    public synchronized void push(VirtChain chain, long written) {
        if (put(chain, written, 0)) {
            publish(1);
        }
    }

    /** Puts a request {@code ahead} places behind what the driver can see; false when the queue was reset meanwhile. */
    synchronized boolean put(VirtChain chain, long written, int ahead) {
        chain.writable.wrote(written);
        if (chain.epoch != epoch || !ring.map()) {
            return false;
        }
        ring.element(usedIndex + ahead & MASK, chain.head, (int) written);
        return true;
    }

    /** Shows the driver {@code count} requests that were put there, all at once. */
    synchronized void publish(int count) {
        VarHandle.releaseFence();
        usedIndex = usedIndex + count & MASK;
        ring.usedIndex(usedIndex);
        inUse -= count;
        untold = true;
        if ((short) (usedIndex - signalledUsed) < (short) count) {
            signalledValid = false;
        }
    }

    /** Interrupts the driver if something was pushed that it wants to hear of. */
    public synchronized void signal() {
        if (!untold || !ring.map()) {
            return;
        }
        untold = false;
        VarHandle.fullFence();
        if (wanted()) {
            link.interrupt(index);
        }
    }

    private boolean wanted() {
        if (link.negotiated(VirtioFeatures.NOTIFY_ON_EMPTY) && inUse == 0 && !hasNext()) {
            return true;
        }
        if (!link.negotiated(VirtioFeatures.EVENT_INDEX)) {
            return !ring.refusesInterrupts();
        }
        boolean first = !signalledValid;
        int old = signalledUsed;
        signalledValid = true;
        signalledUsed = usedIndex;
        return first || (usedIndex - ring.usedEvent() - 1 & MASK) < (usedIndex - old & MASK);
    }

    /**
     * Whether the driver is to notify of requests. Who switches it on looks for requests once more afterwards: one may
     * have come in between.
     */
    public synchronized void notifications(boolean on) {
        notifications = on;
        if (!ring.map()) {
            return;
        }
        if (!link.negotiated(VirtioFeatures.EVENT_INDEX)) {
            ring.refuseNotifications(!on);
        } else if (on) {
            ring.availableEvent(ring.availableIndex());
        }
        VarHandle.fullFence();
    }

    // ---- for the common part and transports

    /** Power-on state. */
    synchronized void reset() {
        ring.reset(defaultSize);
        epoch++;
        lastAvailable = 0;
        usedIndex = 0;
        inUse = 0;
        signalledUsed = 0;
        signalledValid = false;
        notifications = true;
        untold = false;
    }

    /** The next push is told of if the driver wants to hear of anything. */
    void forgetSignals() {
        signalledValid = false;
    }

    /** The features have changed. */
    synchronized void unmap() {
        ring.unmap();
    }

    /** A driver has chosen how many descriptors; what cannot be is ignored. */
    synchronized void size(int wanted) {
        if (wanted > 0 && wanted <= MAX_SIZE && ring.size != 0) {
            ring.unmap();
            ring.size = wanted;
        }
    }

    /** A driver of a legacy transport has chosen where the used ring begins. */
    synchronized void alignment(int wanted) {
        if (wanted > 0 && (wanted & wanted - 1) == 0) {
            ring.alignment = wanted;
            ring.legacyAddress(ring.descriptors);
        }
    }

    /** Where a driver of a legacy transport has put the three parts, one after another. */
    synchronized void legacyAddress(long address) {
        ring.legacyAddress(address);
    }

    /** Where a driver of a modern transport has put the three parts. */
    synchronized void addresses(long descriptorTable, long availableRing, long usedRing) {
        ring.addresses(descriptorTable, availableRing, usedRing);
    }

    /** Guest address of the descriptors, 0 when not set up. */
    synchronized long descriptors() {
        return ring.descriptors;
    }

    /** What a stream has of it. */
    QueueState state() {
        return state;
    }
}
