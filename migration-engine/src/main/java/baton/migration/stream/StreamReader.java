package baton.migration.stream;

import baton.base.Closer;
import baton.migration.channel.Channel;
import baton.migration.channel.PlacedChannel;
import baton.migration.ram.PageRun;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.ByteSource;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Takes a stream from a channel in large pieces. The one place that notices its end. Trusts nothing: no length that the
 * stream names is allocated. One thread; the caller closes. The channel stays the caller's.
 */
final class StreamReader implements ByteSource, Closer.Resource {
    private static final int CAPACITY = 512 * 1024;

    private final Channel channel;
    private final NativeBuffer buffer = NativeBuffer.allocate(CAPACITY);
    private final long base = buffer.address();
    /** Pages that are still in the buffer. */
    private final PageRun pages = new PageRun();

    private int next;
    private int end;
    private long consumed;

    StreamReader(Channel channel) {
        this.channel = channel;
    }

    int u8() throws VmStateException {
        return Memory.getByte(take(1)) & 0xff;
    }

    int u16() throws VmStateException {
        return Short.reverseBytes(Memory.getShort(take(2))) & 0xffff;
    }

    int u32() throws VmStateException {
        return Integer.reverseBytes(Memory.getInt(take(4)));
    }

    long u64() throws VmStateException {
        return Long.reverseBytes(Memory.getLong(take(8)));
    }

    /** One length byte and as many characters. */
    String string() throws VmStateException {
        byte[] encoded = new byte[u8()];
        Memory.copy(take(encoded.length), encoded, 0, encoded.length);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    /** One page of guest memory; it is there after {@link #putPages} at the latest. */
    void page(RamBlock block, long offset) throws VmStateException {
        long from = take(Wire.PAGE_SIZE);
        pages.add(block, offset, from);
    }

    /** Every page that was read is in its place. */
    void putPages() {
        pages.put();
    }

    /** The next {@code length} bytes, at most 512 KiB. */
    void bytes(byte[] into, int length) throws VmStateException {
        Memory.copy(take(length), into, 0, length);
    }

    /** Drops {@code length} bytes; false when the stream ends before. */
    boolean skip(long length) throws VmStateException {
        long left = length;
        while (left > 0) {
            int part = (int) Math.min(left, CAPACITY);
            if (!buffered(part)) {
                return false;
            }
            take(part);
            left -= part;
        }
        return true;
    }

    /** Goes on at another place of the file the stream is read from. */
    void jump(PlacedChannel file, long place) throws IOException {
        file.position(place);
        next = 0;
        end = 0;
        consumed = place;
    }

    /** Whether more has come than was consumed. */
    boolean hasMore() {
        return next < end;
    }

    /** The last byte that has come, consumed or not. */
    int last() {
        return Memory.getByte(base + end - 1) & 0xff;
    }

    /** Bytes consumed so far. */
    long position() {
        return consumed;
    }

    @Override
    public boolean read(byte[] into, int offset, int length) throws VmStateException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, CAPACITY);
            if (!buffered(part)) {
                return false;
            }
            Memory.copy(take(part), into, offset + done, part);
            done += part;
        }
        return true;
    }

    @Override
    public int peek(int ahead) throws VmStateException {
        return buffered(ahead + 1) ? Memory.getByte(base + next + ahead) & 0xff : -1;
    }

    @Override
    public void close() {
        pages.close();
        buffer.close();
    }

    /** Consumes {@code size} bytes, at most {@link #CAPACITY}, and returns where they are until the next call. */
    private long take(int size) throws VmStateException {
        if (!buffered(size)) {
            throw new VmStateException(
                    Reason.CORRUPT,
                    VmStateException.EIO,
                    "stream error: -5: the stream ends at byte " + (consumed + end - next),
                    null);
        }
        long at = base + next;
        next += size;
        consumed += size;
        return at;
    }

    /** Makes {@code size} bytes lie in the buffer; false when the stream ends before. */
    private boolean buffered(int size) throws VmStateException {
        return size <= end - next || refill(size);
    }

    private boolean refill(int size) throws VmStateException {
        pages.put();
        Memory.copyMemory(base + next, base, end - next);
        end -= next;
        next = 0;
        while (size > end - next) {
            long got = receive();
            if (got < 0) {
                return false;
            }
            end += (int) got;
        }
        return true;
    }

    private long receive() throws VmStateException {
        try {
            return channel.readMemory(base + end, CAPACITY - end);
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new VmStateException(Reason.IO, "stream error: -5: " + why, e);
        }
    }
}
