package baton.tests.live;

import baton.tests.harness.QmpClient;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Stands between source and target on the main channel, both ways, and stops passing on, or cuts, when told. */
final class Middle implements AutoCloseable {
    private final Path at;
    private final Path to;
    private final ServerSocketChannel listener;
    private SocketChannel source;
    private SocketChannel target;
    private boolean holds;

    private Middle(Path at, Path to) throws IOException {
        this.at = at;
        this.to = to;
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(at));
    }

    /** Listens at {@code at} for a source; {@code to} is where the target listens. */
    static Middle between(Path at, Path to) throws IOException {
        Middle middle = new Middle(at, to);
        start("middle", middle::meet);
        return middle;
    }

    private static void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    String uri() {
        return "unix:" + at;
    }

    private void meet() {
        try {
            SocketChannel first = listener.accept();
            SocketChannel second = QmpClient.open(to);
            synchronized (this) {
                source = first;
                target = second;
            }
            start("back", () -> pass(second, first));
            pass(first, second);
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }

    private void pass(SocketChannel from, SocketChannel into) {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        try (from;
                into) {
            while (from.read(bytes.clear()) >= 0) {
                waitWhileHolding();
                bytes.flip();
                while (bytes.hasRemaining()) {
                    into.write(bytes);
                }
            }
        } catch (IOException | InterruptedException e) {
            // One side has gone: so has the other now.
            return;
        }
    }

    private synchronized void waitWhileHolding() throws InterruptedException {
        while (holds) {
            wait();
        }
    }

    /** Passes nothing on from here on, or goes on. */
    synchronized void hold(boolean on) {
        holds = on;
        notifyAll();
    }

    /** Ends both connections. */
    synchronized void cut() throws IOException {
        hold(false);
        if (source != null) {
            source.close();
            target.close();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        listener.close();
    }
}
