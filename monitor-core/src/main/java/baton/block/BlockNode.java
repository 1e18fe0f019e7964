package baton.block;

import baton.base.Closer;
import java.io.IOException;

/**
 * Bytes of a disk. I/O is by struct iovecs at an address, which it may change; it transfers all of their bytes, which lie
 * within {@link #length}. Several threads may do that at once.
 */
public interface BlockNode extends Closer.Resource {
    /** What it was made from. */
    NodeSpec spec();

    /** Bytes it has. */
    long length();

    /** Bytes of storage it takes up. */
    long allocated() throws IOException;

    /** Reads {@code bytes} bytes from {@code offset} on into {@code count} iovecs at {@code vectors}. */
    void read(long offset, long vectors, int count, long bytes) throws IOException;

    /** Writes them. */
    void write(long offset, long vectors, int count, long bytes) throws IOException;

    /** Has what was written reach its storage. */
    void flush() throws IOException;

    /** Forgets a range, which reads as anything afterwards; nothing happens unless it was made to unmap. */
    void discard(long offset, long length) throws IOException;

    /** What discarding came to so far; nothing is counted where nothing is stored. */
    default Discards discards() {
        return Discards.NONE;
    }

    /** Makes a range zero. */
    void zero(long offset, long length, boolean mayUnmap) throws IOException;

    /** Makes it longer or shorter. */
    void resize(long length) throws BlockException;

    /**
     * Locks the image for a user of it; again after {@link #release}. Does nothing where there is nothing to lock.
     *
     * @throws BlockException another process uses it
     */
    void lock(Use use) throws BlockException;

    /** Takes the locks away: another process may use the image now. */
    void release();

    /** What it is over, null for a node that is over none. */
    BlockNode child();

    /**
     * What a device does with an image.
     *
     * @param write whether it writes
     * @param shareWrite whether others may write too
     * @param attached whether there is a device at all
     */
    record Use(boolean write, boolean shareWrite, boolean attached) {}
}
