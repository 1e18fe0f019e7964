package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import java.io.IOException;
import java.util.BitSet;

/**
 * Numbered messages to a guest that sends each back: always {@link #WINDOW} of them under way, so that as many may be lost
 * where a connection ends, and no more.
 */
final class Echo {
    /** Messages under way. */
    static final int WINDOW = 4;

    /** A way to the guest. */
    interface Way {
        void send(int number) throws IOException;
    }

    private final BitSet back = new BitSet();
    private Way way;
    private int sent;
    private int moves;
    private int repeated;
    private boolean ended;

    /** The guest is to be found there: those under way to another place may be lost. */
    synchronized void to(Way there) throws IOException {
        moves += way == null ? 0 : 1;
        way = there;
        for (int i = 0; i < WINDOW; i++) {
            next();
        }
    }

    private void next() throws IOException {
        if (!ended) {
            way.send(sent++);
        }
    }

    /** A message has come back. */
    synchronized void came(int number) throws IOException {
        if (number < 0 || number >= sent) {
            throw new IOException("a message that was not sent: " + number);
        }
        if (back.get(number)) {
            repeated++;
            return;
        }
        back.set(number);
        next();
    }

    private synchronized int count() {
        return back.cardinality();
    }

    /** Waits until so many more have come back. */
    void await(int more) throws IOException {
        int goal = count() + more;
        Await.until("messages that come back", this::toString, () -> count() >= goal);
    }

    /** Sends no more; fails unless all have come back, once, but what was under way when the guest moved. */
    void end() throws IOException {
        synchronized (this) {
            ended = true;
        }
        Await.until("the last messages", this::toString, () -> missing() <= moves * WINDOW);
        assertEquals(0, repeated, "came twice");
        assertTrue(sent > 0, "nothing was sent");
    }

    private synchronized int missing() {
        return sent - back.cardinality();
    }

    @Override
    public synchronized String toString() {
        return sent + " sent, " + back.cardinality() + " back, " + moves + " moves";
    }
}
