package baton.tests.cpr;

import baton.tests.harness.QmpClient;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sits between the old process and the new one on the main channel, and does something in the middle of the stream. */
final class Tap implements AutoCloseable {
    /** What it does. */
    enum Act {
        /** Ends both connections. */
        CUT,
        /** Changes bytes from there on. */
        DAMAGE,
        /** Passes nothing on until it is closed. */
        HOLD
    }

    private final ServerSocketChannel listener;
    private final Path to;
    private final int after;
    private final Act act;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Tap(ServerSocketChannel listener, Path to, int after, Act act) {
        this.listener = listener;
        this.to = to;
        this.after = after;
        this.act = act;
    }

    /** Listens at {@code from}, passes {@code after} bytes on to {@code to}, then acts. */
    static Tap between(Path from, Path to, int after, Act act) throws IOException {
        Tap tap = new Tap(listen(from), to, after, act);
        Thread thread = new Thread(tap::pass, "tap");
        thread.setDaemon(true);
        thread.start();
        return tap;
    }

    /** A listener on a unix socket, whatever was there before. */
    static ServerSocketChannel listen(Path path) throws IOException {
        Files.deleteIfExists(path);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return listener.bind(UnixDomainSocketAddress.of(path));
    }

    private void pass() {
        try (SocketChannel old = listener.accept();
                SocketChannel heir = QmpClient.open(to)) {
            ByteBuffer bytes = ByteBuffer.allocate(4096);
            int passed = 0;
            while (passed < after && old.read(bytes.clear().limit(Math.min(4096, after - passed))) >= 0) {
                passed += bytes.position();
                write(heir, bytes.flip());
            }
            reached.countDown();
            act(old, heir, bytes);
        } catch (IOException e) {
            // One of the two has gone: so is the other connection now.
            reached.countDown();
        }
    }

    private void act(SocketChannel old, SocketChannel heir, ByteBuffer bytes) throws IOException {
        if (act == Act.HOLD) {
            hold();
        }
        while (act == Act.DAMAGE && old.read(bytes.clear()) >= 0) {
            for (int i = 0; i < bytes.position(); i++) {
                bytes.put(i, (byte) ~bytes.get(i));
            }
            write(heir, bytes.flip());
        }
    }

    private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private void hold() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until so much has been passed on. */
    void awaitReached() throws IOException {
        try {
            if (!reached.await(40, TimeUnit.SECONDS)) {
                throw new IOException("the stream never came to byte " + after);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether so much has been passed on. */
    boolean isReached() {
        return reached.getCount() == 0;
    }

    @Override
    public void close() throws IOException {
        released.countDown();
        listener.close();
    }
}
