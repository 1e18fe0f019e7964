package baton.net;

import baton.nat.libc.Fd;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Sockets;
import java.io.IOException;

/**
 * Frames of a stream socket, as QEMU's {@code socket} and {@code stream} have them: 4 bytes of length, big endian, then the
 * frame. A length that no frame has ends the connection. What was not delivered stays in the socket, so that another process
 * can go on with it between any two frames.
 */
final class StreamFrames implements Frames {
    private static final int HEAD = 4;
    private static final int CHUNK = 128 * 1024;

    private final Fd fd;
    /** A look at what is in the socket lies in {@code [0, end)}; what is before {@link #start} was handed out. */
    private final NativeBuffer input = NativeBuffer.allocate(CHUNK);

    private int start;
    private int end;
    /** The rest of a frame that the socket took in part lies in {@code [sent, queued)}; at most one frame. */
    private final byte[] output = new byte[HEAD + LARGEST];

    private int sent;
    private int queued;

    /** Takes ownership of a connected, non-blocking socket. */
    StreamFrames(Fd fd) {
        this.fd = fd;
    }

    @Override
    public Fd fd() {
        return fd;
    }

    @Override
    public int read(NativeBuffer into) throws IOException {
        int length = next(into);
        if (length != Fd.WOULD_BLOCK) {
            return length;
        }
        int n = fill();
        return n > 0 ? next(into) : n;
    }

    /** The next frame of what was read; {@code WOULD_BLOCK} when it is not whole. */
    private int next(NativeBuffer into) throws IOException {
        int have = end - start;
        if (have < HEAD) {
            return Fd.WOULD_BLOCK;
        }
        int length = Integer.reverseBytes(input.getInt(start));
        if (length <= 0 || length > into.size()) {
            start = end;
            delivered(); // a socket closed with something in it would look to the peer as if it were reset
            throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        if (have < HEAD + length) {
            return Fd.WOULD_BLOCK;
        }
        Memory.copyMemory(input.address() + start + HEAD, into.address(), length);
        start += HEAD + length;
        return length;
    }

    @Override
    public boolean putBack(int length) {
        start -= HEAD + length;
        return true;
    }

    @Override
    public boolean incomplete() {
        return end > start;
    }

    @Override
    public void delivered() throws IOException {
        int left = start;
        while (left > 0) {
            int n = (int) fd.readMemory(input.address(), left);
            if (n <= 0) {
                throw new IOException("bytes that were there are gone");
            }
            left -= n;
        }
        Memory.copyMemory(input.address() + start, input.address(), end - start);
        end -= start;
        start = 0;
    }

    private int fill() throws IOException {
        delivered();
        int n = Sockets.peek(fd, input.address(), CHUNK);
        boolean nothingNew = n == end;
        end = Math.max(0, n);
        return nothingNew && n > 0 ? Fd.WOULD_BLOCK : n;
    }

    @Override
    public boolean write(long address, int length) throws IOException {
        flush();
        if (pending()) {
            return false;
        }
        output[0] = (byte) (length >> 24);
        output[1] = (byte) (length >> 16);
        output[2] = (byte) (length >> 8);
        output[3] = (byte) length;
        Memory.copy(address, output, HEAD, length);
        sent = 0;
        queued = HEAD + length;
        flush();
        return true;
    }

    @Override
    public boolean pending() {
        return sent < queued;
    }

    @Override
    public void flush() throws IOException {
        while (pending()) {
            int n = Sockets.send(fd, output, sent, queued - sent);
            if (n == Fd.WOULD_BLOCK) {
                return;
            }
            sent += n;
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
        fd.close();
    }
}
