package baton.tests.migration;

import baton.tests.harness.Await;
import baton.tests.harness.QmpClient;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** What is between source and destination: passes bytes on both ways, until it is told to do something else. */
final class Link implements AutoCloseable {
    private static final int PIECE = 16 * 1024;
    private static final long SLOW_NANOS = 20_000_000;

    /** What it does with the bytes. */
    enum Act {
        PASS,
        /** Passes on less than a MiB a second. */
        SLOW,
        /** Passes nothing on. */
        STALL,
        /** Has closed both sides. */
        CUT
    }

    private final ServerSocketChannel listener;
    private final Path to;
    private final long limit;
    private volatile Act act = Act.PASS;
    private volatile Act after;
    private volatile long passed;
    private volatile SocketChannel source;
    private volatile SocketChannel destination;

    private Link(ServerSocketChannel listener, Path to, long limit, Act after) {
        this.listener = listener;
        this.to = to;
        this.limit = limit;
        this.after = after;
    }

    /** Listens at {@code from} for one source, and does {@code after} when {@code limit} bytes have passed. */
    static Link between(Path from, Path to, long limit, Act after) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(from));
        Link link = new Link(listener, to, limit, after);
        begin(link::connect);
        return link;
    }

    private static void begin(Runnable body) {
        Thread thread = new Thread(body, "link");
        thread.setDaemon(true);
        thread.start();
    }

    private void connect() {
        try {
            source = listener.accept();
            destination = QmpClient.open(to);
            begin(() -> pass(destination, source, false));
            pass(source, destination, true);
        } catch (IOException e) {
            act = Act.CUT;
        }
    }

    private void pass(SocketChannel in, SocketChannel out, boolean counted) {
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        try {
            while (in.read(bytes.clear()) >= 0) {
                bytes.flip();
                hold();
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                if (counted) {
                    count(bytes.position());
                }
            }
            if (counted) {
                out.shutdownOutput();
            } else {
                // As a socket without anything between: who writes to a destination that has gone is told.
                cut();
            }
        } catch (IOException e) {
            // One of the two has gone; the other learns of it.
            cut();
        }
    }

    private void count(int bytes) throws IOException {
        passed += bytes;
        if (passed >= limit && after != null) {
            become(after);
            after = null;
        }
    }

    private void hold() throws IOException {
        do {
            LockSupport.parkNanos(act == Act.PASS ? 0 : SLOW_NANOS);
            if (act == Act.CUT) {
                throw new IOException("cut");
            }
        } while (act == Act.STALL);
    }

    /** From here on. */
    void become(Act next) {
        act = next;
        if (next == Act.CUT) {
            cut();
        }
    }

    /** Waits until it does {@code wanted}. */
    void await(Act wanted) throws IOException {
        Await.until("link to " + wanted, () -> "passed " + passed, () -> act == wanted);
    }

    /** Waits until so many bytes have come from the source and gone on. */
    void awaitPassed(long bytes) throws IOException {
        Await.until(bytes + " bytes", () -> "passed " + passed, () -> passed >= bytes);
    }

    private void cut() {
        act = Act.CUT;
        close(source);
        close(destination);
    }

    private static void close(SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        listener.close();
    }
}
