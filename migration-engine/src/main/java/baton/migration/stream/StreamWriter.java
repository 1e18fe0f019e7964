package baton.migration.stream;

import baton.base.Closer;
import baton.migration.channel.Channel;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Collects a stream outside the heap and hands it to a channel in large pieces. One thread; the caller closes, after
 * {@link #flush}. The channel stays the caller's.
 */
final class StreamWriter implements Closer.Resource {
    private static final int CAPACITY = 512 * 1024;
    private static final int MAX_STRING = 255;

    private final Channel channel;
    private final Pacer pacer;
    private final NativeBuffer buffer = NativeBuffer.allocate(CAPACITY);
    private final long base = buffer.address();
    private int used;

    StreamWriter(Channel channel, Pacer pacer) {
        this.channel = channel;
        this.pacer = pacer;
    }

    void u8(int value) throws IOException {
        Memory.putByte(room(1), (byte) value);
    }

    void u16(int value) throws IOException {
        Memory.putShort(room(2), Short.reverseBytes((short) value));
    }

    void u32(int value) throws IOException {
        Memory.putInt(room(4), Integer.reverseBytes(value));
    }

    void u64(long value) throws IOException {
        Memory.putLong(room(8), Long.reverseBytes(value));
    }

    /** One length byte and the characters, of which a stream has room for 255. */
    void string(String value) throws IOException {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > MAX_STRING) {
            throw new IOException("the name '" + value + "' is longer than 255 bytes and cannot be migrated");
        }
        u8(encoded.length);
        bytes(encoded, 0, encoded.length);
    }

    void bytes(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, CAPACITY);
            Memory.copy(bytes, offset + done, room(part), part);
            done += part;
        }
    }

    /**
     * One page of guest memory. Copied, so that a call to the kernel finds everything in one piece: handing it pages and what is
     * between them where they are (writev) costs the kernel more than the copy costs us, 0.13 s of CPU a GiB instead of 0.10.
     */
    void page(long address) throws IOException {
        Memory.copyMemory(address, room(Wire.PAGE_SIZE), Wire.PAGE_SIZE);
    }

    /** {@code length} bytes of memory, at most 512 KiB. */
    void memory(long address, int length) throws IOException {
        Memory.copyMemory(address, room(length), length);
    }

    /** Hands everything collected to the channel. */
    void flush() throws IOException {
        if (used > 0) {
            int length = used;
            channel.writeMemory(base, length);
            used = 0;
            pacer.sent(length);
        }
    }

    @Override
    public void close() {
        buffer.close();
    }

    /** Address where the next {@code size} bytes go; at most {@link #CAPACITY}. */
    private long room(int size) throws IOException {
        if (size > CAPACITY - used) {
            flush();
        }
        long at = base + used;
        used += size;
        return at;
    }
}
