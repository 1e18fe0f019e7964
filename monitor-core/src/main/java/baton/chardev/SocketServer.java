package baton.chardev;

import baton.base.Closer;
import baton.mainloop.Condition;
import baton.mainloop.Handler;
import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.mainloop.Watch;
import baton.nat.libc.Clock;
import baton.nat.libc.Epoll;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.util.List;

/**
 * A listening socket that serves one client at a time. A second one is told so (the front end's
 * {@link CharFrontend#refusal}) and hung up on at once; unless the first has already left and only its last words are
 * still to be read: then the second waits for those and is served.
 */
final class SocketServer implements Backend {
    private static final int BACKLOG = 16;
    /** How long a server that ran out of descriptors pauses before it looks again. */
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final MainLoop loop;
    private final HostChardev chardev;
    private final ChardevConfig.SocketOptions options;
    private Fd listener;
    /** Null for none. */
    private final UnixPath path;

    private final String name;
    private Watch watch;
    private final Timer breather;
    /** Clients wait to be let in by another process, or by this one later. */
    private boolean paused;

    private String peer = "";
    /** The client, while it is connected. */
    private Fd served;

    private SocketServer(MainLoop loop, HostChardev chardev, ChardevConfig.Socket config, Fd listener)
            throws IOException {
        this.loop = loop;
        this.chardev = chardev;
        this.options = config.options();
        this.listener = listener;
        path = config.address() instanceof ChardevConfig.UnixAddress
                ? UnixPath.bound(((ChardevConfig.UnixAddress) config.address()).path())
                : null;
        name = SocketNames.local(listener, options.telnet()) + ",server=on";
        watch = watch();
        breather = loop.timer(new Runnable() {
            @Override
            public void run() {
                watch.events(paused ? 0 : Epoll.IN);
            }
        });
    }

    private Watch watch() {
        return loop.watch(listener, paused ? 0 : Epoll.IN, new Handler() {
            @Override
            public void ready(int events) {
                acceptOne();
            }
        });
    }

    /** Binds and listens; or goes on listening where another process did, if {@code left} is a socket for this address. */
    static SocketServer listen(MainLoop loop, HostChardev chardev, ChardevConfig.Socket config, Fd left)
            throws ChardevException {
        Fd listener = left;
        if (left == null || !SocketNames.listensAt(left, config.address())) {
            if (left != null) {
                Descriptors.close(left);
            }
            listener = listener(config.address());
        }
        try {
            return new SocketServer(loop, chardev, config, listener);
        } catch (IOException e) {
            Descriptors.close(listener);
            throw new ChardevException("Failed to listen on socket: " + e.getMessage(), e);
        }
    }

    private static Fd listener(ChardevConfig.Address address) throws ChardevException {
        if (address instanceof ChardevConfig.UnixAddress) {
            return unixListener(((ChardevConfig.UnixAddress) address).path());
        }
        if (address instanceof ChardevConfig.InetAddress) {
            return tcpListener((ChardevConfig.InetAddress) address);
        }
        return inheritedListener(((ChardevConfig.InheritedAddress) address).fd());
    }

    private static Fd unixListener(String path) throws ChardevException {
        SocketNames.checkPath(path);
        try {
            UnixPath.unlink(path);
        } catch (ErrnoException e) {
            throw new ChardevException("Failed to unlink socket " + path + ": " + e.getMessage(), e);
        }
        try {
            return Sockets.unixListen(path, BACKLOG);
        } catch (ErrnoException e) {
            throw new ChardevException("Failed to bind socket to " + path + ": " + e.getMessage(), e);
        }
    }

    private static Fd tcpListener(ChardevConfig.InetAddress address) throws ChardevException {
        int first = SocketNames.port(address);
        List<byte[]> ips = SocketNames.resolve(address);
        ErrnoException last = null;
        for (int port = first; port <= Math.max(first, address.lastPort()); port++) {
            for (byte[] ip : ips) {
                try {
                    return Sockets.tcpListen(ip, port, BACKLOG);
                } catch (ErrnoException e) {
                    last = e;
                }
            }
        }
        boolean taken = last.errno() == Errno.EADDRINUSE;
        String what = taken ? "Failed to find an available port: " : "Failed to bind socket: ";
        throw new ChardevException(what + last.getMessage(), last);
    }

    private static Fd inheritedListener(int number) throws ChardevException {
        Fd fd = SocketNames.inherited(number);
        try {
            if (Sockets.isListening(fd)) {
                return fd;
            }
        } catch (ErrnoException e) {
            throw new ChardevException("Failed to listen on fd socket: " + e.getMessage(), e);
        }
        Descriptors.close(fd);
        throw new ChardevException("Failed to listen on fd socket: " + Errno.text(Errno.EINVAL));
    }

    /** Goes on with a client that another process has served. */
    void adopt(Fd client) throws ChardevException {
        try {
            serve(client, false);
        } catch (IOException e) {
            throw new ChardevException("cannot go on with a client: " + e.getMessage(), e);
        }
    }

    /** A listener whose path somebody else has bound since can be reached by nobody. */
    @Override
    public void keep(Keeping keeping, boolean connected) {
        if (path == null || path.leadsHere()) {
            keeping.add(Keeping.LISTENER, listener);
        }
        if (connected && chardev.connected()) {
            keeping.add(Keeping.CONNECTION, served);
        }
    }

    @Override
    public void pause() {
        paused = true;
        watch.events(0);
    }

    @Override
    public void resume() {
        paused = false;
        watch.events(Epoll.IN);
    }

    /** Runs the main loop until the first client is there ({@code wait=on}). */
    void awaitClient() throws ChardevException {
        boolean came = loop.runUntil(new Condition() {
            @Override
            public boolean met() {
                return chardev.connected();
            }
        });
        if (!came) {
            throw new ChardevException("stopped while waiting for a connection on " + name);
        }
    }

    private void acceptOne() {
        if (chardev.peerGone()) {
            if (chardev.canReceive() > 0) {
                watch.events(0);
                return;
            }
            chardev.disconnect();
        }
        try {
            Fd client = Sockets.accept(listener);
            if (client != null && chardev.connected()) {
                refuse(client);
            } else if (client != null) {
                serve(client, true);
            }
        } catch (IOException e) {
            watch.events(0);
            breather.at(Clock.monotonicNanos() + PAUSE_NANOS);
        }
    }

    private void refuse(Fd client) throws IOException {
        CharFrontend frontend = chardev.frontend();
        byte[] text = frontend == null ? new byte[0] : frontend.refusal();
        try (Closer closer = new Closer()) {
            closer.add(client);
            if (text.length > 0) {
                Sockets.send(client, text, 0, text.length);
            }
            // Close with unread input resets a TCP connection, and the text may be lost with it.
            Sockets.shutdown(client, Sys.SHUT_WR);
            Descriptors.closeAll(Sockets.receive(client, new byte[4096], 4096).fds);
        } catch (ErrnoException e) {
            // It went away by itself.
            return;
        }
    }

    private void serve(Fd client, boolean fresh) throws IOException {
        try {
            if (options.noDelay() && !SocketNames.isUnix(client)) {
                Sockets.nodelay(client, true);
            }
            peer = SocketNames.isUnix(client) ? "" : " <-> " + Sockets.peerAddress(client);
            served = client;
            chardev.connect(SocketWire.over(client, options.telnet(), fresh, chardev));
        } catch (IOException e) {
            // Gone before it was served.
            Descriptors.close(client);
        }
    }

    @Override
    public String filename() {
        if (chardev.connected()) {
            return name + peer;
        }
        return "disconnected:" + name;
    }

    @Override
    public void inputEnded() {
        chardev.disconnect();
        watch.events(paused ? 0 : Epoll.IN);
    }

    @Override
    public boolean reclaim() throws IOException {
        if (path == null || path.leadsHere()) {
            return true;
        }
        Fd anew = path.reclaim();
        if (anew == null) {
            return false;
        }
        watch.cancel();
        listener.close();
        listener = anew;
        watch = watch();
        return true;
    }

    @Override
    public void close() throws IOException {
        breather.cancel();
        watch.cancel();
        if (path != null && !chardev.elsewhere()) {
            path.remove();
        }
        listener.close();
    }
}
