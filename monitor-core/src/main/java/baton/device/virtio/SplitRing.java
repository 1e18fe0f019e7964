package baton.device.virtio;

import baton.nat.libc.Memory;

/**
 * Where the three parts of a split ring lie (Virtio 1.2, 2.7), and its words in guest RAM. Nothing is touched before {@link
 * #map} has found all of it in RAM. One queue's, under its lock.
 */
final class SplitRing {
    private static final int MASK = 0xffff;
    /** Alignment of a legacy ring before a driver says another. */
    private static final int DEFAULT_ALIGNMENT = 4096;

    private final VirtioLink link;
    int size;
    int alignment;
    long descriptors;
    long available;
    long used;
    /** Host addresses; 0 until they are looked up. */
    private long availableAt;

    private long usedAt;

    SplitRing(VirtioLink link) {
        this.link = link;
    }

    void reset(int newSize) {
        unmap();
        size = newSize;
        alignment = DEFAULT_ALIGNMENT;
        descriptors = 0;
        available = 0;
        used = 0;
    }

    /** The three parts one after another, as legacy drivers have them. */
    void legacyAddress(long address) {
        unmap();
        descriptors = address;
        available = address == 0 ? 0 : address + 16L * size;
        used = address == 0 ? 0 : available + 4 + 2L * size + alignment - 1 & -alignment;
    }

    void addresses(long descriptorTable, long availableRing, long usedRing) {
        unmap();
        descriptors = descriptorTable;
        available = availableRing;
        used = usedRing;
    }

    boolean isSetUp() {
        return descriptors != 0 && size != 0;
    }

    /** The parts are looked up again at the next use: the address or the features have changed. */
    void unmap() {
        availableAt = 0;
        usedAt = 0;
    }

    /** Finds the parts in RAM; false when they are not set up, or not in RAM, which breaks the device. */
    boolean map() {
        if (availableAt != 0) {
            return true;
        }
        if (!isSetUp()) {
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

    // ---- what the driver writes, once mapped

    boolean refusesInterrupts() {
        return (Memory.getShort(availableAt) & 1) != 0;
    }

    int availableIndex() {
        return Memory.getShort(availableAt + 2) & MASK;
    }

    /** First descriptor of the chain at {@code index} of the available ring. */
    int head(int index) {
        return Memory.getShort(availableAt + 4 + 2L * (index % size)) & MASK;
    }

    /** The used index at which the driver wants to be interrupted. */
    int usedEvent() {
        return Memory.getShort(availableAt + 4 + 2L * size) & MASK;
    }

    // ---- what the device writes, once mapped

    int usedIndex() {
        return Memory.getShort(usedAt + 2) & MASK;
    }

    void element(int index, int head, int written) {
        long place = 4 + 8L * (index % size);
        Memory.putInt(usedAt + place, head);
        Memory.putInt(usedAt + place + 4, written);
        link.memory().wrote(used + place, 8);
    }

    void usedIndex(int index) {
        Memory.putShort(usedAt + 2, (short) index);
        link.memory().wrote(used, 4);
    }

    void refuseNotifications(boolean refuse) {
        Memory.putShort(usedAt, (short) (refuse ? 1 : 0));
        link.memory().wrote(used, 2);
    }

    /** The available index at which the device wants to be notified. */
    void availableEvent(int event) {
        long place = 4 + 8L * size;
        Memory.putShort(usedAt + place, (short) event);
        link.memory().wrote(used + place, 2);
    }
}
