package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Fd;
import baton.tests.harness.Await;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes numbered bytes to a guest that echoes them, and expects each back, once and in order, while the guest moves about. A
 * thread of its own until {@link #finish}.
 */
final class NumberedBytes implements Runnable {
    private static final int PERIOD = 95;
    private static final long NAP_NANOS = 200_000;

    private final String name;
    private final Fd end;
    /** So many may be on their way. */
    private final int window;

    private final Thread thread = new Thread(this, "numbered-bytes");
    private volatile boolean reading = true;
    private volatile boolean last;
    private volatile long written;
    private volatile long read;
    private volatile String problem;

    /** {@code end} is this side's, non-blocking, and stays the caller's. */
    NumberedBytes(String name, Fd end, int window) {
        this.name = name;
        this.end = end;
        this.window = window;
    }

    /** Says something and waits for its echo: from here on nothing else comes. */
    void begin() throws IOException {
        byte[] one = new byte[1];
        end.writeFully(new byte[] {'!'}, 0, 1);
        Await.until("an echo on " + name, () -> "", () -> {
            int n = end.read(one, 0, 1);
            while (n == 1 && one[0] != '!') {
                n = end.read(one, 0, 1);
            }
            return n == 1;
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        byte[] buffer = new byte[1024];
        try {
            while (problem == null && !(last && read == written)) {
                boolean idle = !write(buffer);
                if ((!reading || !read(buffer)) && idle) {
                    LockSupport.parkNanos(NAP_NANOS);
                }
            }
        } catch (IOException e) {
            problem = e.getMessage();
        }
    }

    private boolean write(byte[] buffer) throws IOException {
        int n = last ? 0 : (int) Math.min(buffer.length, window - (written - read));
        for (int i = 0; i < n; i++) {
            buffer[i] = numbered(written + i);
        }
        int done = n == 0 ? 0 : end.write(buffer, 0, n);
        written += Math.max(0, done);
        return done > 0;
    }

    private boolean read(byte[] buffer) throws IOException {
        int n = end.read(buffer, 0, buffer.length);
        if (n == 0) {
            problem = "the connection has ended";
        }
        for (int i = 0; i < n && problem == null; i++) {
            if (buffer[i] != numbered(read)) {
                problem = "byte " + read + " is " + buffer[i] + ", not " + numbered(read);
            }
            read++;
        }
        return n > 0;
    }

    /** Printable, and another one for each of 95 in a row; a byte lost or doubled makes all that follow differ. */
    private static byte numbered(long index) {
        return (byte) (' ' + index % PERIOD);
    }

    /** Reads nothing any more, or again. */
    void reading(boolean on) {
        reading = on;
    }

    /** Waits until so many more have come back. */
    void awaitMore(int bytes) throws IOException {
        long goal = read + bytes;
        Await.until(bytes + " bytes more on " + name, this::toString, () -> problem != null || read >= goal);
        assertEquals(null, problem, this::toString);
    }

    /** Waits until nothing more can be written. */
    void awaitFull() throws IOException {
        long[] seen = {-1, 0};
        Await.until(name + " to be full", this::toString, () -> {
            seen[1] = seen[0] == written ? seen[1] + 1 : 0;
            seen[0] = written;
            return written - read == window || seen[1] > 20;
        });
    }

    /** All that was written has come back. */
    void finish() throws IOException, InterruptedException {
        last = true;
        Await.until("all bytes of " + name, this::toString, () -> problem != null || read == written);
        thread.join();
        assertEquals(null, problem, this::toString);
        assertTrue(read > 0);
    }

    @Override
    public String toString() {
        return name + ": " + read + " of " + written + " came back, " + problem;
    }
}
