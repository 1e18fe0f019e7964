package baton.chardev;

import baton.base.Reporter;
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
import java.io.IOException;
import java.util.List;

/**
 * A socket that connects, and again after a while when asked to ({@code reconnect-ms}); or one that came connected
 * with the process ({@code fd=}), which is gone once it is lost.
 */
final class SocketClient implements Backend {
    private final MainLoop loop;
    private final HostChardev chardev;
    private final ChardevConfig.Socket config;
    private final Reporter reporter;
    private final Timer again;
    /** A unix path; null for TCP and inherited sockets. */
    private final String path;

    private final List<byte[]> ips;
    private final int port;
    /** The address in errors, and in {@link #filename} while not connected. */
    private final String name;

    private int nextIp;
    private Fd pending;
    /** The socket, while it is connected. */
    private Fd socket;

    private Watch pendingWatch;
    private String connection = "";
    /** Why all of the last attempt failed; null while it has not. */
    private String failure;
    /** Another process is to have the connection. */
    private boolean paused;
    /** A failure is worth one line, its repetitions are not. */
    private boolean told;

    SocketClient(MainLoop loop, HostChardev chardev, ChardevConfig.Socket config, Reporter reporter)
            throws ChardevException {
        this.loop = loop;
        this.chardev = chardev;
        this.config = config;
        this.reporter = reporter;
        this.again = loop.timer(new Runnable() {
            @Override
            public void run() {
                connect();
            }
        });
        if (config.address() instanceof ChardevConfig.InetAddress) {
            ChardevConfig.InetAddress tcp = (ChardevConfig.InetAddress) config.address();
            path = null;
            port = SocketNames.port(tcp);
            ips = SocketNames.resolve(tcp);
            name = SocketNames.pair(tcp);
        } else {
            boolean unix = config.address() instanceof ChardevConfig.UnixAddress;
            path = unix ? ((ChardevConfig.UnixAddress) config.address()).path() : null;
            port = 0;
            ips = List.of();
            name = unix ? path : "";
        }
    }

    /** Goes on with a connection that another process has made. */
    void adopt(Fd fd) {
        connected(fd, false);
    }

    @Override
    public void keep(Keeping keeping, boolean connected) {
        if (connected && chardev.connected()) {
            keeping.add(Keeping.CONNECTION, socket);
        }
    }

    /** A connection made from now on would end with this process. */
    @Override
    public void pause() {
        paused = true;
        again.cancel();
        dropPending();
    }

    @Override
    public void resume() {
        paused = false;
        if (!chardev.connected() && config.options().reconnectMillis() > 0) {
            connectLater();
        }
    }

    /** Connects: waits for the outcome unless failures are to be retried. */
    void start() throws ChardevException {
        if (config.address() instanceof ChardevConfig.InheritedAddress) {
            adopt(((ChardevConfig.InheritedAddress) config.address()).fd());
            return;
        }
        if (path != null) {
            SocketNames.checkPath(path);
        }
        connect();
        if (config.options().reconnectMillis() == 0) {
            awaitOutcome();
        }
    }

    private void adopt(int number) throws ChardevException {
        Fd fd = SocketNames.inherited(number);
        try {
            if (!Sockets.isListening(fd)) {
                connected(fd, true);
                return;
            }
        } catch (ErrnoException e) {
            throw new ChardevException("File descriptor '" + number + "' is not a socket", e);
        }
        Descriptors.close(fd);
        throw new ChardevException("File descriptor '" + number + "' is a listening socket; it needs server=on");
    }

    private void awaitOutcome() throws ChardevException {
        loop.runUntil(new Condition() {
            @Override
            public boolean met() {
                return failure != null || chardev.connected();
            }
        });
        if (!chardev.connected()) {
            throw new ChardevException(failure == null ? "stopped while connecting to '" + name + "'" : failure);
        }
    }

    private void connect() {
        nextIp = 0;
        failure = null;
        tryNext();
    }

    private void tryNext() {
        try {
            if (path != null) {
                connected(Sockets.unixConnect(path, true), true);
            } else {
                await(Sockets.tcpConnect(ips.get(nextIp++), port, true));
            }
        } catch (ErrnoException e) {
            failed(e.getMessage());
        }
    }

    private void await(Fd fd) {
        pending = fd;
        pendingWatch = loop.watch(fd, Epoll.OUT, new Handler() {
            @Override
            public void ready(int events) {
                settled();
            }
        });
    }

    private void settled() {
        pendingWatch.cancel();
        Fd fd = pending;
        pending = null;
        int error;
        try {
            error = Sockets.connectError(fd);
        } catch (ErrnoException e) {
            error = e.errno();
        }
        if (error == 0) {
            connected(fd, true);
        } else {
            Descriptors.close(fd);
            failed(Errno.text(error));
        }
    }

    private void connected(Fd fd, boolean fresh) {
        try {
            boolean telnet = config.options().telnet();
            if (config.options().noDelay() && !SocketNames.isUnix(fd)) {
                Sockets.nodelay(fd, true);
            }
            connection = SocketNames.connection(fd, telnet);
            Wire wire = SocketWire.over(fd, telnet, fresh, chardev);
            told = false;
            socket = fd;
            chardev.connect(wire);
        } catch (IOException e) {
            // The peer hung up in the moment it had taken us.
            Descriptors.close(fd);
            failed(e.getMessage());
        }
    }

    private void failed(String why) {
        if (nextIp < ips.size()) {
            tryNext();
            return;
        }
        failure = "Failed to connect to '" + name + "': " + why;
        if (config.options().reconnectMillis() > 0) {
            if (!told) {
                reporter.error("Unable to connect character device " + chardev.label() + ": " + failure);
            }
            told = true;
            connectLater();
        }
    }

    private void connectLater() {
        if (paused) {
            return;
        }
        again.at(Clock.monotonicNanos() + config.options().reconnectMillis() * 1_000_000);
    }

    @Override
    public String filename() {
        if (chardev.connected()) {
            return connection;
        }
        boolean tcp = config.address() instanceof ChardevConfig.InetAddress;
        return "disconnected:" + (tcp ? SocketNames.scheme(config.options().telnet()) : "unix:") + name;
    }

    @Override
    public void inputEnded() {
        chardev.disconnect();
        if (config.options().reconnectMillis() > 0) {
            connectLater();
        }
    }

    @Override
    public void close() {
        again.cancel();
        dropPending();
    }

    private void dropPending() {
        if (pending != null) {
            pendingWatch.cancel();
            Descriptors.close(pending);
            pending = null;
        }
    }
}
