package baton.cli.stream;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A file or pipe read from the front, big endian, knowing where it is. What is passed over in a file is not read. */
final class Input {
    private static final int CAPACITY = 256 * 1024;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY).limit(0);
    /** File offset of the buffer's end. */
    private long end;

    /** Reads {@code channel}, which stays the caller's, from {@code offset} on; offsets count from its beginning. */
    Input(ReadableByteChannel channel, long offset) throws IOException, DamagedStream {
        this.channel = channel;
        skip(offset);
    }

    /** Offset of the next byte. */
    long position() {
        return end - buffer.remaining();
    }

    int u8() throws IOException, DamagedStream {
        need(1);
        return buffer.get() & 0xff;
    }

    int u16() throws IOException, DamagedStream {
        need(2);
        return buffer.getShort() & 0xffff;
    }

    int u32() throws IOException, DamagedStream {
        need(4);
        return buffer.getInt();
    }

    long u64() throws IOException, DamagedStream {
        need(8);
        return buffer.getLong();
    }

    /** One length byte and as many characters. */
    String string() throws IOException, DamagedStream {
        return text(u8());
    }

    /** {@code length} characters, at most 256 KiB. */
    String text(int length) throws IOException, DamagedStream {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }

    /** {@code length} bytes, at most 256 KiB. */
    byte[] bytes(int length) throws IOException, DamagedStream {
        need(length);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /** The next byte, which stays; -1 at the end. */
    int peek() throws IOException {
        return fill(1) ? buffer.get(buffer.position()) & 0xff : -1;
    }

    /** Passes over {@code length} bytes, which must be there. */
    void skip(long length) throws IOException, DamagedStream {
        long left = length - Math.min(length, buffer.remaining());
        buffer.position(buffer.position() + (int) (length - left));
        if (left > CAPACITY && channel instanceof SeekableByteChannel file) {
            if (left > file.size() - end) {
                throw ended(file.size());
            }
            file.position(end + left);
            end += left;
            buffer.limit(buffer.position());
            return;
        }
        while (left > 0) {
            int part = (int) Math.min(left, CAPACITY);
            need(part);
            buffer.position(buffer.position() + part);
            left -= part;
        }
    }

    /** Everything that is left, if that is no more than {@code limit}. */
    byte[] rest(int limit) throws IOException, DamagedStream {
        byte[] all = new byte[CAPACITY];
        int length = 0;
        long from = position();
        while (fill(1)) {
            int part = buffer.remaining();
            if (part > limit - length) {
                throw new DamagedStream(from, "", "more than " + limit + " bytes follow the first device section");
            }
            if (part > all.length - length) {
                all = Arrays.copyOf(all, Math.max(2 * all.length, length + part));
            }
            buffer.get(all, length, part);
            length += part;
        }
        return Arrays.copyOf(all, length);
    }

    private void need(int length) throws IOException, DamagedStream {
        if (!fill(length)) {
            throw ended(end);
        }
    }

    private static DamagedStream ended(long at) {
        return new DamagedStream(at, "", "the file ends here");
    }

    private boolean fill(int length) throws IOException {
        if (buffer.remaining() >= length) {
            return true;
        }
        if (length > CAPACITY) {
            throw new EOFException("no piece of a stream is " + length + " bytes");
        }
        buffer.compact();
        int got = 0;
        while (buffer.position() < length && got >= 0) {
            got = channel.read(buffer);
            end += Math.max(0, got);
        }
        buffer.flip();
        return buffer.remaining() >= length;
    }
}
