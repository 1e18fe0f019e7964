package baton.tests.cpr;

import baton.tests.harness.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Keeps a stream between a process that ends and one that is not there yet: takes it at one socket, gives it to another. */
final class Relay implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Thread thread;

    private Relay(SocketAddress from, SocketAddress to) throws IOException {
        server = from instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        server.bind(from);
        thread = new Thread(() -> carry(to), "relay");
        thread.setDaemon(true);
        thread.start();
    }

    static Relay between(SocketAddress from, SocketAddress to) throws IOException {
        return new Relay(from, to);
    }

    private void carry(SocketAddress to) {
        try {
            byte[] stream;
            try (SocketChannel old = server.accept()) {
                stream = Channels.newInputStream(old).readAllBytes();
            }
            try (SocketChannel heir = connect(to)) {
                for (ByteBuffer rest = ByteBuffer.wrap(stream); rest.hasRemaining(); ) {
                    heir.write(rest);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel connect(SocketAddress to) throws IOException {
        SocketChannel[] heir = {null};
        Await.until("the new process at " + to, () -> "", () -> {
            heir[0] = tryConnect(to);
            return heir[0] != null;
        });
        return heir[0];
    }

    private static SocketChannel tryConnect(SocketAddress to) throws IOException {
        try {
            return SocketChannel.open(to);
        } catch (SocketException e) {
            return null; // nobody there yet
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join(Await.LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
