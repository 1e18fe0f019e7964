package baton.chardev;

import baton.nat.libc.Fd;
import java.util.List;

/** Keeps the last bytes written for {@code ringbuf-read}: the host's end is in here. Main loop. */
final class RingBackend implements Backend, Wire {
    private final byte[] ring;
    /** Bytes ever written and ever read; the ring holds those between, at most its size. */
    private long written;

    private long read;

    RingBackend(int sizeBytes) {
        ring = new byte[sizeBytes];
    }

    /** Takes out the oldest bytes, at most {@code max}. */
    byte[] take(long max) {
        byte[] bytes = new byte[(int) Math.min(max, written - read)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ring[(int) (read++ & ring.length - 1)];
        }
        return bytes;
    }

    @Override
    public String filename() {
        return "ringbuf";
    }

    @Override
    public void inputEnded() {}

    @Override
    public int write(byte[] from, int offset, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (written++ & ring.length - 1)] = from[offset + i];
        }
        read = Math.max(read, written - ring.length);
        return length;
    }

    @Override
    public Fd in() {
        return null;
    }

    @Override
    public Fd out() {
        return null;
    }

    @Override
    public int read(byte[] into, int max, List<Fd> fds) {
        return Fd.WOULD_BLOCK;
    }

    @Override
    public void close() {}
}
