package baton.device.virtio;

import baton.nat.libc.Memory;

/** Follows the descriptors of a chain, which a hostile driver wrote and may still be writing. One queue's, under its lock. */
final class ChainWalker {
    private static final int DESCRIPTOR = 16;
    private static final int NEXT = 1;
    private static final int WRITE = 2;
    private static final int INDIRECT = 4;
    private static final String NOT_RAM = "virtio: bogus descriptor or out of resources";

    private final VirtioLink link;
    /** The table being walked: host address, and number of descriptors. */
    private long table;

    private int length;

    ChainWalker(VirtioLink link) {
        this.link = link;
    }

    /**
     * Adds what the chain from {@code head} on has to {@code chain}.
     *
     * @param descriptors guest address of the queue's table of {@code size}, which is RAM
     * @return what is wrong with it, null when nothing is
     */
    String walk(long descriptors, int size, int head, VirtChain chain) {
        table = link.memory().host(descriptors);
        length = size;
        int at = head;
        if ((flags(head) & INDIRECT) != 0) {
            String wrong = enter(head);
            if (wrong != null) {
                return wrong;
            }
            at = 0;
        }
        for (int seen = 0; seen < length; seen++) {
            int flags = flags(at);
            String wrong = add(at, flags, chain);
            if (wrong != null || (flags & NEXT) == 0) {
                return wrong;
            }
            at = Memory.getShort(table + (long) DESCRIPTOR * at + 14) & 0xffff;
            if (at >= length) {
                return "Desc next is " + at;
            }
        }
        return "Looped descriptor";
    }

    private int flags(int at) {
        return Memory.getShort(table + (long) DESCRIPTOR * at + 12);
    }

    /** Goes on in the table that descriptor {@code at} shows. */
    private String enter(int at) {
        long bytes = Memory.getInt(table + (long) DESCRIPTOR * at + 8) & 0xffffffffL;
        long address = Memory.getLong(table + (long) DESCRIPTOR * at);
        if (bytes == 0 || bytes % DESCRIPTOR != 0) {
            return "Invalid size for indirect buffer table";
        }
        if (link.memory().contiguous(address, bytes) != bytes) {
            return "Cannot map indirect buffer";
        }
        table = link.memory().host(address);
        length = (int) (bytes / DESCRIPTOR);
        return null;
    }

    private String add(int at, int flags, VirtChain chain) {
        long address = Memory.getLong(table + (long) DESCRIPTOR * at);
        long bytes = Memory.getInt(table + (long) DESCRIPTOR * at + 8) & 0xffffffffL;
        boolean write = (flags & WRITE) != 0;
        if (bytes == 0) {
            return "virtio: zero sized buffers are not allowed";
        }
        if (!write && chain.writable.count() > 0) {
            return "Incorrect order for descriptors";
        }
        ScatterList list = write ? chain.writable : chain.readable;
        if (!list.add(address, bytes)) {
            return NOT_RAM;
        }
        return chain.readable.count() + chain.writable.count() > VirtQueue.MAX_SIZE
                ? "virtio: too many write descriptors in indirect table"
                : null;
    }
}
