package baton.tests.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a process has printed so far, read by a thread of its own so that the process never has to wait. Any thread. */
public final class Captured {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;

    /** Begins to read {@code from} to its end. */
    static Captured of(InputStream from, String name) {
        Captured captured = new Captured();
        Thread reader = new Thread(() -> captured.read(from), "captured " + name);
        reader.setDaemon(true);
        reader.start();
        return captured;
    }

    private void read(InputStream from) {
        byte[] buffer = new byte[8192];
        try {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                add(buffer, n);
            }
        } catch (IOException e) {
            // The process was killed with the pipe open: what came until then is all there is.
            add(new byte[0], 0);
        }
        end();
    }

    private synchronized void add(byte[] buffer, int count) {
        bytes.write(buffer, 0, count);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Everything so far, one char a byte. */
    public synchronized String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** How much there is so far. */
    public synchronized int length() {
        return bytes.size();
    }

    /** Whether the other side has closed. */
    public synchronized boolean ended() {
        return ended;
    }

    /**
     * Waits for {@code token} at or after index {@code from}.
     *
     * @return the index behind it
     */
    public int await(String token, int from) {
        return await(token, from, Await.LIMIT);
    }

    /** As {@link #await(String, int)}, with a limit of its own. */
    public synchronized int await(String token, int from, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            int at = text().indexOf(token, from);
            if (at >= 0) {
                return at + token.length();
            }
            pause(end, "\"" + token + "\" behind index " + from);
        }
    }

    /** Waits until the other side has closed, and gives everything. */
    public synchronized String awaitEnd() {
        long end = System.nanoTime() + Await.LIMIT.toNanos();
        while (!ended) {
            pause(end, "the end");
        }
        return text();
    }

    private void pause(long end, String what) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || ended) {
            throw new AssertionError((ended ? "ended" : "time over") + " without " + what + ":\n" + text());
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted waiting for " + what, e);
        }
    }
}
