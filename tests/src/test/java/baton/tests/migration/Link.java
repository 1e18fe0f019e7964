package baton.tests.migration;

import baton.tests.harness.Await;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What is between source and destination: passes bytes on both ways, until it is told to do something else. */
final class Link implements AutoCloseable {
    private static final int PIECE = 16 * 1024;
    private static final long SLOW_NANOS = 20_000_000;
    /** The kernel takes one more than a backlog of 1. */
    private static final int WAITING = 2;

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
    private final SocketAddress to;
    /** Who waits to be accepted before the source. */
    private final List<SocketChannel> queue = new ArrayList<>();

    private final long limit;
    private volatile Act act = Act.PASS;
    private volatile Act after;
    private volatile long passed;
    private volatile SocketChannel source;
    private volatile SocketChannel destination;

    private Link(ServerSocketChannel listener, SocketAddress to, long limit, Act after) {
        this.listener = listener;
        this.to = to;
        this.limit = limit;
        this.after = after;
    }

    /** Listens at {@code from} for one source, and does {@code after} when {@code limit} bytes have passed. */
    static Link between(SocketAddress from, SocketAddress to, long limit, Act after) throws IOException {
        Link link = new Link(listen(from, 1), to, limit, after);
        begin(link::connect);
        return link;
    }

    /** Listens at {@code from}, TCP, with so many waiting that the source cannot connect before this stalls no more. */
    static Link full(SocketAddress from, SocketAddress to) throws IOException {
        Link link = new Link(listen(from, 1), to, 0, null);
        link.act = Act.STALL;
        for (int i = 0; i < WAITING; i++) {
            link.queue.add(SocketChannel.open(from));
        }
        begin(link::connect);
        return link;
    }

    private static ServerSocketChannel listen(SocketAddress at, int backlog) throws IOException {
        ServerSocketChannel listener = at instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        return listener.bind(at, backlog);
    }

    private static void begin(Runnable body) {
        Thread thread = new Thread(body, "link");
        thread.setDaemon(true);
        thread.start();
    }

    private void connect() {
        try {
            if (!queue.isEmpty()) {
                hold();
            }
            for (SocketChannel waiting : queue) {
                listener.accept().close();
                waiting.close();
            }
            source = listener.accept();
            destination = SocketChannel.open(to);
            begin(() -> pass(destination, source, false));
            pass(source, destination, true);
        } catch (IOException e) {
            cut();
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

    /** From here on, unless it is cut. */
    synchronized void become(Act next) {
        act = act == Act.CUT ? act : next;
        if (next == Act.CUT) {
            cut();
        }
    }

    /** Waits until it does {@code wanted}. */
    void await(Act wanted) throws IOException {
        Await.until("link to " + wanted, () -> "passed " + passed, () -> act == wanted);
    }

    /** How many bytes have come from the source and gone on. */
    long passed() {
        return passed;
    }

    /** Waits until so many bytes have come from the source and gone on. */
    void awaitPassed(long bytes) throws IOException {
        Await.until(bytes + " bytes", () -> "passed " + passed, () -> passed >= bytes);
    }

    private synchronized void cut() {
        act = Act.CUT;
        queue.forEach(Link::close);
        if (source == null) {
            close(listener);
        }
        close(source);
        close(destination);
    }

    private static void close(Channel channel) {
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
