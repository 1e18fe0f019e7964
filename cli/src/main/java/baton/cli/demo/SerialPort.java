package baton.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The other end of a guest's serial port: a socket that the first process of the guest connects to, and each later one that was
 * not handed the connection. Bytes of all make one text, so a line may begin in one process and end in the next. Each line keeps the time of its last byte.
 */
final class SerialPort implements AutoCloseable {
    /**
     * A line.
     *
     * @param nanos when it was complete, {@link System#nanoTime}
     */
    record Line(String text, long nanos) {}

    private final ServerSocketChannel server;
    /** Guarded by this, like the text of the line that is not complete yet. */
    private final List<Line> lines = new ArrayList<>();

    private final StringBuilder partial = new StringBuilder();

    private SerialPort(ServerSocketChannel server) {
        this.server = server;
    }

    /** Listens at {@code socket}. */
    static SerialPort listen(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        SerialPort port = new SerialPort(server);
        daemon(port::accept);
        return port;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "serial");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel process = server.accept();
                daemon(() -> read(process));
            }
        } catch (AsynchronousCloseException e) {
            return; // closed: the demo is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SocketChannel process) {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        try (process) {
            while (process.read(bytes) >= 0) {
                long now = System.nanoTime();
                bytes.flip();
                while (bytes.hasRemaining()) {
                    take((char) (bytes.get() & 0xff), now);
                }
                bytes.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void take(char c, long now) {
        if (c == '\n') {
            lines.add(new Line(partial.toString(), now));
            partial.setLength(0);
            notifyAll();
        } else if (c != '\r') {
            partial.append(c);
        }
    }

    /** All lines there are. */
    synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Waits until there are {@code count} lines; false when they do not come in time. */
    synchronized boolean await(int count, int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (lines.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
