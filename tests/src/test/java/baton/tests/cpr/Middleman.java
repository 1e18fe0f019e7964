package baton.tests.cpr;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import baton.tests.harness.Await;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sits between two Batons on the cpr channel: passes the CPR state on, and then what they say to each other on who runs the
 * guest (docs/wire/cpr.md, 2.1), up to the message it is told to keep.
 */
final class Middleman implements AutoCloseable {
    private static final int HEAD = 3;

    private final Fd listener;
    private final Path to;
    private final char keeps;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch oldEnded = new CountDownLatch(1);
    private volatile Fd old;
    private volatile Fd heir;

    private Middleman(Fd listener, Path to, char keeps) {
        this.listener = listener;
        this.to = to;
        this.keeps = keeps;
    }

    /** Listens at {@code from} for the old process, connects it to the new one at {@code to}; {@code keeps} is a letter. */
    static Middleman between(Path from, Path to, char keeps) throws IOException {
        Middleman man = new Middleman(Sockets.unixListen(from.toString(), 1), to, keeps);
        start(man::introduce);
        return man;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One of the two has gone, and the other is told by what was closed.
                        return;
                    }
                },
                "middleman");
        thread.setDaemon(true);
        thread.start();
    }

    /** The cpr channel itself: the state one way, one byte with a socket the other way, then both ends. */
    private void introduce() throws IOException {
        listener.nonBlocking(false);
        Fd fromOld = Sockets.accept(listener);
        fromOld.nonBlocking(false);
        Fd toHeir = Sockets.unixConnect(to.toString(), false);
        byte[] bytes = new byte[4096];
        Sockets.Received part = Sockets.receive(fromOld, bytes, bytes.length);
        while (part.length > 0) {
            Sockets.send(toHeir, bytes, 0, part.length, numbers(part));
            close(part);
            part = Sockets.receive(fromOld, bytes, bytes.length);
        }
        Sockets.shutdown(toHeir, Sys.SHUT_WR);
        Sockets.Received hello = Sockets.receive(toHeir, bytes, 1);
        Fd[] pair = Sockets.pair();
        old = pair[0];
        heir = hello.fds.get(0);
        Sockets.send(fromOld, bytes, 0, 1, pair[1].number());
        pair[1].close();
        start(() -> pass(heir, old));
        start(() -> pass(old, heir));
        while (Sockets.receive(toHeir, bytes, 1).length > 0) {
            // It says no more: this is its end.
            continue;
        }
        toHeir.close();
        fromOld.close();
    }

    private static int[] numbers(Sockets.Received part) {
        int[] numbers = new int[part.fds.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = part.fds.get(i).number();
        }
        return numbers;
    }

    private static void close(Sockets.Received part) throws ErrnoException {
        for (Fd fd : part.fds) {
            fd.close();
        }
    }

    private void pass(Fd from, Fd into) throws IOException {
        try {
            while (true) {
                byte[] head = read(from, HEAD);
                byte[] text = read(from, (head[1] & 0xff) << 8 | head[2] & 0xff);
                if (head[0] == keeps) {
                    reached.countDown();
                    await(released);
                }
                byte[] all = new byte[HEAD + text.length];
                System.arraycopy(head, 0, all, 0, HEAD);
                System.arraycopy(text, 0, all, HEAD, text.length);
                Sockets.send(into, all, 0, all.length);
            }
        } finally {
            // Who is left hears the end after all that was said before.
            Sockets.shutdown(into, Sys.SHUT_RDWR);
            if (from == old) {
                oldEnded.countDown();
            }
        }
    }

    private static byte[] read(Fd from, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; ) {
            int n = from.read(bytes, at, length - at);
            if (n <= 0) {
                throw new EOFException();
            }
            at += n;
        }
        return bytes;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the message never came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the message is here. */
    void awaitKept() throws IOException {
        await(reached);
    }

    /** Waits until all that the old process said, and its end, have been passed on: between the two there is no delay. */
    void awaitOldEnded() throws IOException {
        await(oldEnded);
    }

    /** Whether the message is here. */
    boolean keepsIt() {
        return reached.getCount() == 0;
    }

    /** Passes it on. */
    void release() {
        released.countDown();
    }

    @Override
    public void close() throws IOException {
        release();
        listener.close();
    }
}
