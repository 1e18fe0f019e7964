package baton.net;

import baton.base.Closer;
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

/** A stream socket: a server that serves one peer at a time, or a client, which may try again when its peer is lost. */
final class StreamEndpoint implements Endpoint {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MainLoop loop;
    private final Netdev netdev;
    private final NetdevConfig.Stream config;
    private final NetHost host;
    private final Timer again;
    private Fd listener;
    private Fd pending;
    private Watch watch;
    private String info = "";

    StreamEndpoint(MainLoop loop, Netdev netdev, NetdevConfig.Stream config, NetHost host) {
        this.loop = loop;
        this.netdev = netdev;
        this.config = config;
        this.host = host;
        this.again = loop.timer(new Runnable() {
            @Override
            public void run() {
                connect();
            }
        });
    }

    /** Takes a connection that is there already. */
    void adopt(Fd socket) throws NetException {
        try {
            socket.nonBlocking(true);
            socket.closeOnExec(true);
        } catch (ErrnoException e) {
            throw new NetException("can't use file descriptor: " + e.getMessage(), e);
        }
        connected(socket);
    }

    /** Listens, or begins to connect; goes on with {@code kept}, the connection of the process before, if there is one. */
    void open(Fd kept) throws NetException {
        if (config.server()) {
            listener = Sides.listen(config.address());
            info = "listening";
            watch = loop.watch(listener, Epoll.IN, new Handler() {
                @Override
                public void ready(int events) {
                    accept();
                }
            });
        }
        if (kept != null) {
            goOn(kept);
        } else if (!config.server()) {
            connect();
        }
    }

    private void goOn(Fd kept) throws NetException {
        if (watch != null) {
            watch.events(0);
        }
        adopt(kept);
    }

    private void accept() {
        try {
            Fd peer = Sockets.accept(listener);
            if (peer != null) {
                watch.events(0); // one at a time: others wait
                connected(peer);
            }
        } catch (IOException e) {
            watch.events(0);
            info = "error: " + e.getMessage();
        }
    }

    private void connect() {
        info = "connecting";
        try {
            pending = Sides.connect(config.address());
        } catch (NetException | IOException e) {
            failed(e.getMessage());
            return;
        }
        watch = loop.watch(pending, Epoll.OUT, new Handler() {
            @Override
            public void ready(int events) {
                settled();
            }
        });
    }

    private void settled() {
        watch.cancel();
        Fd socket = pending;
        pending = null;
        int error;
        try {
            error = Sockets.connectError(socket);
            if (error == 0) {
                connected(socket);
                return;
            }
            socket.close();
        } catch (ErrnoException e) {
            error = e.errno();
        }
        failed(Errno.text(error));
    }

    private void failed(String why) {
        info = "error: Failed to connect to '" + Sides.text(config.address()) + "': " + why;
        if (config.reconnectMillis() > 0) {
            again.at(Clock.monotonicNanos() + config.reconnectMillis() * NANOS_PER_MILLI);
        } else {
            host.warn("netdev " + netdev.id() + ": " + info.substring("error: ".length()));
        }
    }

    private void connected(Fd socket) {
        info = config.address() instanceof NetAddress.Descriptor
                ? "fd=" + socket.number()
                : Sides.uri(config.address());
        netdev.connect(new StreamFrames(socket));
        if (config.type().equals("stream")) {
            host.event("NETDEV_STREAM_CONNECTED", netdev.id(), config.address());
        }
    }

    @Override
    public String info() {
        return info;
    }

    @Override
    public void ended() {
        netdev.disconnect();
        info = "";
        if (config.type().equals("stream")) {
            host.event("NETDEV_STREAM_DISCONNECTED", netdev.id(), null);
        }
        if (listener != null) {
            info = "listening";
            watch.events(Epoll.IN);
        } else if (config.reconnectMillis() > 0) {
            again.at(Clock.monotonicNanos() + config.reconnectMillis() * NANOS_PER_MILLI);
        }
    }

    @Override
    public void close() throws IOException {
        again.cancel();
        if (watch != null) {
            watch.cancel();
        }
        try (Closer closer = new Closer()) {
            if (listener != null) {
                closer.add(listener);
            }
            if (pending != null) {
                closer.add(pending);
            }
        }
    }
}
