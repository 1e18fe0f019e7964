package baton.device.virtio;

import baton.base.AnyThread;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Memory;
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

    private static final int NO_INTERRUPT = 1;
    private static final int NO_NOTIFY = 1;
    private static final int MASK = 0xffff;
    /** Alignment of a legacy ring before a driver says another. */
    private static final int DEFAULT_ALIGNMENT = 4096;

    private final VirtioLink link;
    private final int index;
    private final ChainWalker walker;
    private int defaultSize;
    private int size;
    private int alignment;
    private long descriptors;
    private long available;
    private long used;
    private int lastAvailable;
    private int usedIndex;
    private int inUse;
    private int signalledUsed;
    private boolean signalledValid;
    private boolean notifications = true;
    /** Something was pushed and the driver was not told. */
    private boolean untold;

    private int epoch;
    /** Host addresses of the three parts; 0 until they are looked up. */
    private long availableAt;

    private long usedAt;

    VirtQueue(VirtioLink link, int index, int defaultSize) {
        this.link = link;
        this.index = index;
        this.defaultSize = defaultSize;
        this.walker = new ChainWalker(link);
        reset();
    }

    // ---- for devices

    /** Which of its device's queues it is. */
    public int index() {
        return index;
    }

    /** Number of descriptors. */
    public synchronized int size() {
        return size;
    }

    /** Whether a driver has set it up. */
    public synchronized boolean ready() {
        return descriptors != 0 && size != 0;
    }

    /** Whether a request waits; false when it is not set up. */
    public synchronized boolean hasNext() {
        return map() && Memory.getShort(availableAt + 2) != (short) lastAvailable;
    }

    /** Takes the next request into {@code chain}; false when there is none, or the driver broke the device. */
    public synchronized boolean pop(VirtChain chain) {
        if (!link.serving() || !map()) {
            return false;
        }
        int waiting = (Memory.getShort(availableAt + 2) & MASK) - lastAvailable & MASK;
        if (waiting == 0) {
            return false;
        }
        if (waiting > size) {
            link.broken("Guest moved used index from " + lastAvailable + " to "
                    + (Memory.getShort(availableAt + 2) & MASK));
            return false;
        }
        if (inUse >= size) {
            link.broken("Virtqueue size exceeded");
            return false;
        }
        VarHandle.acquireFence();
        int head = Memory.getShort(availableAt + 4 + 2L * (lastAvailable % size)) & MASK;
        return take(head, chain);
    }

    private boolean take(int head, VirtChain chain) {
        if (head >= size) {
            link.broken("Guest says index " + head + " is available");
            return false;
        }
        lastAvailable = lastAvailable + 1 & MASK;
        if (notifications && link.negotiated(VirtioFeatures.EVENT_INDEX)) {
            wantNotification(lastAvailable);
        }
        chain.clear();
        String wrong = walker.walk(descriptors, size, head, chain);
        if (wrong != null) {
            link.broken(wrong);
            return false;
        }
        chain.head = head;
        chain.epoch = epoch;
        inUse++;
        return true;
    }

    /**
     * Takes a request into {@code chain} again that was popped before the state was saved; it is still to be pushed.
     *
     * @param head its first descriptor
     * @return false when the driver broke the device
     */
    public synchronized boolean walk(int head, VirtChain chain) {
        if (!link.serving() || !map()) {
            return false;
        }
        chain.clear();
        String wrong = head < 0 || head >= size
                ? "Guest says index " + head + " is available"
                : walker.walk(descriptors, size, head, chain);
        if (wrong != null) {
            link.broken(wrong);
            return false;
        }
        chain.head = head;
        chain.epoch = epoch;
        return true;
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
        if (chain.epoch != epoch || !map()) {
            return false;
        }
        long element = 4 + 8L * ((usedIndex + ahead & MASK) % size);
        Memory.putInt(usedAt + element, chain.head);
        Memory.putInt(usedAt + element + 4, (int) written);
        link.memory().wrote(used + element, 8);
        return true;
    }

    /** Shows the driver {@code count} requests that were put there, all at once. */
    synchronized void publish(int count) {
        VarHandle.releaseFence();
        usedIndex = usedIndex + count & MASK;
        Memory.putShort(usedAt + 2, (short) usedIndex);
        inUse -= count;
        untold = true;
        if ((short) (usedIndex - signalledUsed) < (short) count) {
            signalledValid = false;
        }
        link.memory().wrote(used, 4);
    }

    /** Interrupts the driver if something was pushed that it wants to hear of. */
    public synchronized void signal() {
        if (!untold || !map()) {
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
            return (Memory.getShort(availableAt) & NO_INTERRUPT) == 0;
        }
        boolean first = !signalledValid;
        int old = signalledUsed;
        signalledValid = true;
        signalledUsed = usedIndex;
        int event = Memory.getShort(availableAt + 4 + 2L * size) & MASK;
        return first || (usedIndex - event - 1 & MASK) < (usedIndex - old & MASK);
    }

    /**
     * Whether the driver is to notify of requests. Who switches it on looks for requests once more afterwards: one may
     * have come in between.
     */
    public synchronized void notifications(boolean on) {
        notifications = on;
        if (!map()) {
            return;
        }
        if (!link.negotiated(VirtioFeatures.EVENT_INDEX)) {
            Memory.putShort(usedAt, (short) (on ? 0 : NO_NOTIFY));
            link.memory().wrote(used, 2);
        } else if (on) {
            wantNotification(Memory.getShort(availableAt + 2));
        }
        VarHandle.fullFence();
    }

    private void wantNotification(int event) {
        long place = 4 + 8L * size;
        Memory.putShort(usedAt + place, (short) event);
        link.memory().wrote(used + place, 2);
    }

    /** Finds the rings in RAM; false when they are not set up, or not in RAM, which breaks the device. */
    private boolean map() {
        if (availableAt != 0) {
            return true;
        }
        if (descriptors == 0 || size == 0) {
            return false;
        }
        int event = link.negotiated(VirtioFeatures.EVENT_INDEX) ? 2 : 0;
        boolean all = inRam("desc", descriptors, 16L * size)
                && inRam("used", used, 4 + 8L * size + event)
                && inRam("avail", available, 4 + 2L * size + event);
        if (all) {
            usedAt = link.memory().host(used);
            availableAt = link.memory().host(available);
        }
        return all;
    }

    private boolean inRam(String part, long address, long length) {
        if (link.memory().contiguous(address, length) == length) {
            return true;
        }
        link.broken("Cannot map " + part);
        return false;
    }

    // ---- for the common part and transports

    /** Power-on state. */
    synchronized void reset() {
        unmap();
        epoch++;
        size = defaultSize;
        alignment = DEFAULT_ALIGNMENT;
        descriptors = 0;
        available = 0;
        used = 0;
        lastAvailable = 0;
        usedIndex = 0;
        inUse = 0;
        signalledUsed = 0;
        signalledValid = false;
        notifications = true;
        untold = false;
    }

    /** The parts are looked up again at the next use: the address or the features have changed. */
    synchronized void unmap() {
        availableAt = 0;
        usedAt = 0;
    }

    /** A driver has chosen how many descriptors; what cannot be is ignored. */
    synchronized void size(int wanted) {
        if (wanted > 0 && wanted <= MAX_SIZE && size != 0) {
            unmap();
            size = wanted;
        }
    }

    /** A driver of a legacy transport has chosen where the used ring begins. */
    synchronized void alignment(int wanted) {
        if (wanted > 0 && (wanted & wanted - 1) == 0) {
            alignment = wanted;
            legacyAddress(descriptors);
        }
    }

    /** Where a driver of a legacy transport has put the three parts, one after another. */
    synchronized void legacyAddress(long address) {
        unmap();
        descriptors = address;
        available = address == 0 ? 0 : address + 16L * size;
        used = address == 0 ? 0 : available + 4 + 2L * size + alignment - 1 & -alignment;
    }

    /** Where a driver of a modern transport has put the three parts. */
    synchronized void addresses(long descriptorTable, long availableRing, long usedRing) {
        unmap();
        descriptors = descriptorTable;
        available = availableRing;
        used = usedRing;
    }

    /** Guest address of the descriptors, 0 when not set up. */
    synchronized long descriptors() {
        return descriptors;
    }

    synchronized int defaultSize() {
        return defaultSize;
    }

    // ---- state, one thread, machine stopped

    /** What QEMU keeps of every queue in front of the device's own fields. */
    void state(StateVisitor v, boolean withAlignment) throws VmStateException {
        size = v.u32("num", size);
        if (withAlignment) {
            alignment = v.u32("align", alignment);
        }
        descriptors = v.u64("desc", descriptors);
        lastAvailable = v.u16("last_avail_idx", lastAvailable);
    }

    /** Where the other two parts are, of a transport that is not a legacy one. */
    void ringState(StateVisitor v) throws VmStateException {
        available = v.u64("avail", available);
        used = v.u64("used", used);
    }

    void defaultSizeState(StateVisitor v) throws VmStateException {
        defaultSize = v.u32("num_default", defaultSize);
    }

    /** Refuses what cannot be, and finds out of RAM how many requests the device has in hand. */
    synchronized void loaded(boolean legacy) throws VmStateException {
        if (size <= 0 || size > MAX_SIZE || defaultSize <= 0 || defaultSize > MAX_SIZE) {
            throw VmStateException.corrupt("Invalid queue size: " + Integer.toUnsignedString(size));
        }
        boolean powerOfTwo = alignment > 0 && (alignment & alignment - 1) == 0;
        if (!powerOfTwo) {
            throw VmStateException.corrupt(
                    "VQ " + index + " has no alignment of " + Integer.toUnsignedString(alignment));
        }
        unmap();
        signalledValid = false;
        if (descriptors == 0) {
            requireIdle();
            return;
        }
        if (legacy) {
            legacyAddress(descriptors);
        }
        if (map()) {
            countInUse();
        }
    }

    private void requireIdle() throws VmStateException {
        if (lastAvailable != 0) {
            throw VmStateException.corrupt("VQ " + index + " address 0x0 inconsistent with Host index 0x"
                    + Integer.toHexString(lastAvailable));
        }
    }

    private void countInUse() throws VmStateException {
        int guest = Memory.getShort(availableAt + 2) & MASK;
        int ahead = guest - lastAvailable & MASK;
        if (ahead > size) {
            throw VmStateException.corrupt("VQ " + index + " size 0x" + Integer.toHexString(size) + " Guest index 0x"
                    + Integer.toHexString(guest) + " inconsistent with Host index 0x"
                    + Integer.toHexString(lastAvailable) + ": delta 0x" + Integer.toHexString(ahead));
        }
        usedIndex = Memory.getShort(usedAt + 2) & MASK;
        inUse = lastAvailable - usedIndex & MASK;
        if (inUse > size) {
            throw VmStateException.corrupt("VQ " + index + " size 0x" + Integer.toHexString(size)
                    + " < last_avail_idx 0x" + Integer.toHexString(lastAvailable) + " - used_idx 0x"
                    + Integer.toHexString(usedIndex));
        }
    }
}
