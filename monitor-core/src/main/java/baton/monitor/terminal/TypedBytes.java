package baton.monitor.terminal;

import java.io.InputStream;

/** Bytes from the main loop to a thread that blocks for them. Bounded: a terminal that outruns its reader loses keys. */
final class TypedBytes extends InputStream {
    private static final int MAX_WAITING = 64 << 10;

    private final byte[] ring = new byte[MAX_WAITING];
    private int from;
    private int count;
    private boolean closed;

    synchronized void put(int c) {
        if (count < MAX_WAITING && !closed) {
            ring[(from + count++) % MAX_WAITING] = (byte) c;
            notifyAll();
        }
    }

    @Override
    public synchronized int read() {
        if (!await()) {
            return -1;
        }
        int c = ring[from] & 0xff;
        from = (from + 1) % MAX_WAITING;
        count--;
        return c;
    }

    /** At least one byte, and only what is there: a key must not wait for a full buffer. */
    @Override
    public synchronized int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int first = read();
        if (first < 0) {
            return -1;
        }
        into[offset] = (byte) first;
        int n = 1;
        while (n < length && count > 0) {
            into[offset + n++] = (byte) read();
        }
        return n;
    }

    @Override
    public synchronized int available() {
        return count;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean closed() {
        return closed;
    }

    private boolean await() {
        try {
            while (count == 0 && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return count > 0;
    }
}
