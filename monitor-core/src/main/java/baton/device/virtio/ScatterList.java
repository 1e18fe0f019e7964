package baton.device.virtio;

import baton.base.Closer;
import baton.machine.memory.DmaMemory;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import java.util.Arrays;

/**
 * Pieces of guest RAM in order, as struct iovecs that readv and writev take. Every piece was checked to be RAM when it was
 * added. One thread at a time; the owner closes.
 */
public final class ScatterList implements Closer.Resource {
    private static final int VECTOR = 16;
    private static final int FEW = 16;

    private final DmaMemory memory;
    private NativeBuffer vectors = NativeBuffer.allocate(FEW * VECTOR);
    private long[] guest = new long[FEW];
    private int count;
    private long bytes;

    /** Makes an empty one of pieces of {@code memory}. */
    public ScatterList(DmaMemory memory) {
        this.memory = memory;
    }

    /** Number of pieces. */
    public int count() {
        return count;
    }

    /** Bytes in all pieces. */
    public long bytes() {
        return bytes;
    }

    /** Address of {@link #count} struct iovecs; valid until the next {@link #add}. */
    public long vectors() {
        return vectors.address();
    }

    /** Guest address of a piece. */
    public long guestAddress(int piece) {
        return guest[piece];
    }

    /** Bytes in a piece. */
    public long length(int piece) {
        return vectors.getLong(piece * VECTOR + 8);
    }

    /** Forgets every piece. */
    public void clear() {
        count = 0;
        bytes = 0;
    }

    /** Appends guest RAM; false, with part of it added, when some of it is none. */
    boolean add(long address, long length) {
        long at = address;
        long left = length;
        while (left > 0) {
            long here = memory.contiguous(at, left);
            if (here <= 0) {
                return false;
            }
            append(at, memory.host(at), here);
            at += here;
            left -= here;
        }
        return true;
    }

    private void append(long address, long host, long length) {
        if (count == guest.length) {
            grow();
        }
        guest[count] = address;
        vectors.putLong(count * VECTOR, host);
        vectors.putLong(count * VECTOR + 8, length);
        count++;
        bytes += length;
    }

    private void grow() {
        NativeBuffer larger = NativeBuffer.allocate(2 * vectors.size());
        Memory.copyMemory(vectors.address(), larger.address(), vectors.size());
        vectors.close();
        vectors = larger;
        guest = Arrays.copyOf(guest, 2 * guest.length);
    }

    /** Makes this the {@code length} bytes of {@code whole} from {@code from} on, or as many of them as there are. */
    public void slice(ScatterList whole, long from, long length) {
        clear();
        long skip = from;
        long left = length;
        for (int i = 0; i < whole.count && left > 0; i++) {
            long size = whole.length(i);
            if (skip < size) {
                long here = Math.min(left, size - skip);
                append(whole.guest[i] + skip, whole.vectors.getLong(i * VECTOR) + skip, here);
                left -= here;
            }
            skip = Math.max(0, skip - size);
        }
    }

    /** Copies bytes from {@code from} on into an array; how many there were. */
    public int read(long from, byte[] into, int offset, int length) {
        return copy(from, into, offset, length, false);
    }

    /** Copies an array into RAM from {@code from} on; how many bytes fitted. */
    public int write(long from, byte[] data, int offset, int length) {
        return copy(from, data, offset, length, true);
    }

    private int copy(long from, byte[] array, int offset, int length, boolean write) {
        long skip = from;
        int done = 0;
        for (int i = 0; i < count && done < length; i++) {
            long size = length(i);
            if (skip < size) {
                int here = (int) Math.min(length - done, size - skip);
                piece(i, skip, array, offset + done, here, write);
                done += here;
            }
            skip = Math.max(0, skip - size);
        }
        return done;
    }

    private void piece(int i, long skip, byte[] array, int offset, int length, boolean write) {
        long host = vectors.getLong(i * VECTOR) + skip;
        if (write) {
            Memory.copy(array, offset, host, length);
            memory.wrote(guest[i] + skip, length);
        } else {
            Memory.copy(host, array, offset, length);
        }
    }

    /** Copies bytes from {@code from} on to host memory; how many there were. */
    public long copyTo(long host, long from, long length) {
        return copyMemory(host, from, length, false);
    }

    /** Copies host memory into RAM from {@code from} on; how many bytes fitted. The writer tells by {@link #wrote}. */
    public long copyFrom(long host, long from, long length) {
        return copyMemory(host, from, length, true);
    }

    private long copyMemory(long host, long from, long length, boolean write) {
        long skip = from;
        long done = 0;
        for (int i = 0; i < count && done < length; i++) {
            long size = length(i);
            if (skip < size) {
                long here = Math.min(length - done, size - skip);
                long ram = vectors.getLong(i * VECTOR) + skip;
                Memory.copyMemory(write ? host + done : ram, write ? ram : host + done, here);
                done += here;
            }
            skip = Math.max(0, skip - size);
        }
        return done;
    }

    /** Says that the first {@code length} bytes were written by way of {@link #vectors}. */
    public void wrote(long length) {
        long left = length;
        for (int i = 0; i < count && left > 0; i++) {
            long here = Math.min(left, length(i));
            memory.wrote(guest[i], here);
            left -= here;
        }
    }

    @Override
    public void close() {
        vectors.close();
    }
}
