package baton.chardev;

import baton.base.AnyThread;

/**
 * Bytes on their way to the host: a bounded ring that any thread fills and the main loop empties. The main loop reads
 * the ring outside the lock, since writers only touch what it has given back.
 */
final class OutputQueue {
    private final int limit;
    /** Longer than the limit when another process has left more than fits. */
    private byte[] ring;

    private int head;
    private int count;
    /** A writer was refused bytes and waits to be told of room. */
    private boolean starved;
    /** The main loop knows that there is something to write. */
    private boolean noticed;

    OutputQueue(int limit) {
        this.limit = limit;
        ring = new byte[limit];
    }

    /** Takes what fits; returns how much. */
    @AnyThread
    synchronized int put(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, Math.max(0, limit - count));
        int tail = (head + count) % ring.length;
        int first = Math.min(taken, ring.length - tail);
        System.arraycopy(bytes, offset, ring, tail, first);
        System.arraycopy(bytes, offset + first, ring, 0, taken - first);
        count += taken;
        starved |= taken < length;
        return taken;
    }

    /** Whether the caller must tell the main loop that there is something to write: true once per filling. */
    @AnyThread
    synchronized boolean notice() {
        boolean first = count > 0 && !noticed;
        noticed |= first;
        return first;
    }

    @AnyThread
    synchronized int room() {
        int room = Math.max(0, limit - count);
        // Who asks may want more than there is.
        starved |= room < limit / 2;
        return room;
    }

    /** How many bytes lie at {@link #at} in one piece; 0 when empty, and then the next byte is to be noticed again. */
    synchronized int pending() {
        noticed = count > 0;
        return Math.min(count, ring.length - head);
    }

    byte[] bytes() {
        return ring;
    }

    int at() {
        return head;
    }

    /** Gives back {@code n} bytes; true when a starved writer should be told that the queue is half empty. */
    synchronized boolean written(int n) {
        head = (head + n) % ring.length;
        count -= n;
        return relieved();
    }

    /** Drops everything; true as in {@link #written}. */
    synchronized boolean drop() {
        count = 0;
        noticed = false;
        return relieved();
    }

    /** Everything that is queued. */
    synchronized byte[] all() {
        byte[] all = new byte[count];
        int first = Math.min(count, ring.length - head);
        System.arraycopy(ring, head, all, 0, first);
        System.arraycopy(ring, 0, all, first, count - first);
        return all;
    }

    /** Queues this before all that is queued already, and if that makes more than there was room for. */
    synchronized void putFirst(byte[] bytes) {
        byte[] later = all();
        if (bytes.length + later.length > ring.length) {
            ring = new byte[bytes.length + later.length];
        }
        head = 0;
        count = bytes.length + later.length;
        System.arraycopy(bytes, 0, ring, 0, bytes.length);
        System.arraycopy(later, 0, ring, bytes.length, later.length);
    }

    private boolean relieved() {
        boolean tell = starved && count <= limit / 2;
        starved &= !tell;
        return tell;
    }
}
