package baton.monitor;

import baton.chardev.Chardev;
import java.util.ArrayDeque;

/** What a client has not read yet. Bounded by its user, who asks {@link #pending} before producing more. */
public final class Outbox {
    private final Chardev chardev;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private int sentOfFirst;
    private int pending;

    /** An empty queue before {@code chardev}. */
    public Outbox(Chardev chardev) {
        this.chardev = chardev;
    }

    /** Bytes the chardev has not taken yet. */
    public int pending() {
        return pending;
    }

    /** Sends, or keeps for later. */
    public void write(byte[] bytes) {
        waiting.add(bytes);
        pending += bytes.length;
        flush();
    }

    /** Gives the chardev what it has room for. */
    public void flush() {
        while (!waiting.isEmpty()) {
            byte[] first = waiting.peek();
            int taken = chardev.write(first, sentOfFirst, first.length - sentOfFirst);
            sentOfFirst += taken;
            pending -= taken;
            if (sentOfFirst < first.length) {
                return;
            }
            waiting.poll();
            sentOfFirst = 0;
        }
    }

    /** What the chardev has not taken yet; it stays here. */
    public byte[] unsent() {
        byte[] all = new byte[pending];
        int at = 0;
        int skip = sentOfFirst;
        for (byte[] message : waiting) {
            System.arraycopy(message, skip, all, at, message.length - skip);
            at += message.length - skip;
            skip = 0;
        }
        return all;
    }

    /** Forgets everything: the client left. */
    public void clear() {
        waiting.clear();
        sentOfFirst = 0;
        pending = 0;
    }
}
