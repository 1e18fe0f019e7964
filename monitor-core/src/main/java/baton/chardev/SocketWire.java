package baton.chardev;

import baton.base.Closer;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.util.List;

/** A connected socket. Descriptors sent along are received; writing to a dead peer is an error, never a signal. */
final class SocketWire implements Wire {
    private final Fd socket;
    /** The same socket under another number, so that input and output are waited for one by one. */
    private final Fd out;

    /** Takes ownership of {@code socket} and makes it non-blocking. */
    SocketWire(Fd socket) throws IOException {
        this.socket = socket;
        socket.nonBlocking(true);
        this.out = socket.dup();
    }

    /**
     * Takes ownership of {@code socket}; with {@code telnet}, its break goes to {@code chardev}'s front end.
     *
     * @param fresh whether nobody has talked on it yet
     */
    static Wire over(Fd socket, boolean telnet, boolean fresh, HostChardev chardev) throws IOException {
        SocketWire wire = new SocketWire(socket);
        if (!telnet || SocketNames.isUnix(socket)) {
            return wire;
        }
        TelnetWire wrapped = new TelnetWire(wire, new Runnable() {
            @Override
            public void run() {
                if (chardev.frontend() != null) {
                    chardev.frontend().breakReceived();
                }
            }
        });
        if (fresh) {
            wrapped.greet();
        }
        return wrapped;
    }

    @Override
    public Fd in() {
        return socket;
    }

    @Override
    public Fd out() {
        return out;
    }

    @Override
    public int read(byte[] into, int max, List<Fd> fds) throws IOException {
        Sockets.Received received = Sockets.receive(socket, into, max);
        fds.addAll(received.fds);
        return received.length;
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
        return Sockets.send(out, from, offset, length);
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            closer.add(socket);
            closer.add(out);
        }
    }
}
