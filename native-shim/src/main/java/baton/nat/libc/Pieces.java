package baton.nat.libc;

import baton.base.Closer;

/** Pieces of memory that are written to a file one behind the other, in one call (an iovec). One owner, who closes. */
public final class Pieces implements Closer.Resource {
    private final NativeBuffer vector;
    private final int capacity;
    private int count;
    private long bytes;

    /** Room for {@code capacity} pieces, at most 1024. */
    public Pieces(int capacity) {
        this.capacity = capacity;
        this.vector = NativeBuffer.allocate(capacity * Sys.IOVEC_SIZEOF);
    }

    /** One piece more, behind the others; it must stay mapped until it is written. */
    public void add(long address, long length) {
        int at = count * Sys.IOVEC_SIZEOF;
        vector.putLong(at + Sys.IOVEC_BASE, address);
        vector.putLong(at + Sys.IOVEC_LEN, length);
        count++;
        bytes += length;
    }

    /** Whether there is no room for one more. */
    public boolean full() {
        return count == capacity;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** Bytes of all of them. */
    public long bytes() {
        return bytes;
    }

    /** Where piece {@code i} is. */
    public long address(int i) {
        return vector.getLong(i * Sys.IOVEC_SIZEOF + Sys.IOVEC_BASE);
    }

    /** Bytes of piece {@code i}. */
    public long length(int i) {
        return vector.getLong(i * Sys.IOVEC_SIZEOF + Sys.IOVEC_LEN);
    }

    /** None from now on. */
    public void clear() {
        count = 0;
        bytes = 0;
    }

    /** Copies all of them to {@code address} on. */
    public void copyTo(long address) {
        long to = address;
        for (int i = 0; i < count; i++) {
            Memory.copyMemory(address(i), to, length(i));
            to += length(i);
        }
    }

    /** One write to the bytes of {@code file} from {@code place} on, whose position stays; may be short. */
    public long writeAt(Fd file, long place) throws ErrnoException {
        return file.writeVectorsAt(place, vector.address(), count);
    }

    @Override
    public void close() {
        vector.close();
    }
}
