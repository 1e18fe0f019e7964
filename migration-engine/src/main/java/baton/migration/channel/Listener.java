package baton.migration.channel;

import baton.base.Closer;
import baton.nat.libc.Epoll;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.EventFd;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Listens on a unix, TCP or vsock address for peers. Listens from construction on, and closes with its path. */
final class Listener implements PendingChannel {
    /** QEMU's is 1; a connecting unix socket that does not wait would be refused when several come at once. */
    private static final int BACKLOG = 256;

    private static final int STOP = -1;
    private static final int HUNG_UP = -2;

    private final List<Fd> sockets;
    private final List<Map<String, Object>> addresses;
    private final String path;
    private final Epoll epoll;
    private final EventFd stop;
    private volatile boolean cancelled;

    private Listener(List<Fd> sockets, List<Map<String, Object>> addresses, String path) throws ErrnoException {
        this.sockets = sockets;
        this.addresses = addresses;
        this.path = path;
        this.epoll = Epoll.create();
        this.stop = EventFd.create();
        epoll.add(stop.fd(), Epoll.IN, STOP);
        for (int i = 0; i < sockets.size(); i++) {
            epoll.add(sockets.get(i), Epoll.IN, i);
        }
    }

    static Listener on(ChannelAddress.Unix unix) throws IOException {
        String path = unix.path();
        Map<String, Object> address = new LinkedHashMap<>();
        Fd fd;
        try {
            // As QEMU does: what a dead process left there must not keep a new one from listening.
            if (!unix.inAbstract() && Files.exists(path)) {
                Files.unlink(path);
            }
            fd = Sockets.unixListen(unix.name(), BACKLOG);
        } catch (ErrnoException e) {
            throw new IOException("Failed to bind socket to " + path + ": " + e.getMessage(), e);
        }
        if (unix.inAbstract()) {
            address.put("abstract", Boolean.TRUE);
        }
        address.put("path", path);
        address.put("type", "unix");
        if (unix.inAbstract()) {
            address.put("tight", unix.tight());
        }
        return new Listener(List.of(fd), List.of(address), unix.inAbstract() ? null : path);
    }

    /** On a socket that somebody else has bound; its path stays. */
    static Listener on(Fd inherited, String number) throws IOException {
        inherited.nonBlocking(true);
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("str", number);
        address.put("type", "fd");
        return new Listener(List.of(inherited), List.of(address), null);
    }

    static Listener on(ChannelAddress.Vsock vsock) throws IOException {
        Fd fd;
        try {
            fd = Sockets.vsockListen(vsock.cid(), vsock.port(), BACKLOG);
        } catch (ErrnoException e) {
            throw new IOException("Failed to bind socket: " + e.getMessage(), e);
        }
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("port", Long.toString(vsock.port()));
        address.put("cid", Long.toString(vsock.cid()));
        address.put("type", "vsock");
        return new Listener(List.of(fd), List.of(address), null);
    }

    /** Names are looked up here: may block. */
    static Listener on(ChannelAddress.Inet inet) throws IOException {
        return on(new ChannelAddress.Resolved(inet, Hosts.toListen(inet)));
    }

    static Listener on(ChannelAddress.Resolved resolved) throws IOException {
        List<Fd> sockets = InetSockets.listen(resolved.asked(), resolved.ips(), BACKLOG);
        List<Map<String, Object>> addresses = new ArrayList<>();
        for (Fd fd : sockets) {
            String local = Sockets.localAddress(fd);
            String host = local.substring(0, local.lastIndexOf(':'));
            boolean v6 = host.startsWith("[");
            Map<String, Object> address = new LinkedHashMap<>();
            address.put("port", Integer.toString(Sockets.localPort(fd)));
            address.put(v6 ? "ipv6" : "ipv4", Boolean.TRUE);
            address.put("host", v6 ? host.substring(1, host.length() - 1) : host);
            address.put("type", "inet");
            addresses.add(0, address);
        }
        return new Listener(sockets, List.copyOf(addresses), null);
    }

    @Override
    public Channel await() throws IOException {
        return await(List.of());
    }

    /** As {@link #await()}; one of {@code came}, peers that came before, hanging up meanwhile is a failure. */
    FlowChannel await(List<? extends Channel> came) throws IOException {
        for (Channel channel : came) {
            epoll.add(((FlowChannel) channel).fd(), Epoll.RDHUP, HUNG_UP);
        }
        try {
            return next();
        } finally {
            for (Channel channel : came) {
                epoll.remove(((FlowChannel) channel).fd());
            }
        }
    }

    private FlowChannel next() throws IOException {
        while (true) {
            check();
            int ready = epoll.await(-1);
            check();
            for (int i = 0; i < ready; i++) {
                if (epoll.readyToken(i) == HUNG_UP) {
                    throw new IOException("a channel was closed before all that are needed had come");
                }
                Fd peer = Sockets.accept(sockets.get(epoll.readyToken(i)));
                if (peer != null) {
                    return FlowChannel.of(peer, "socket");
                }
            }
        }
    }

    private void check() throws IOException {
        if (cancelled) {
            throw new IOException("Operation canceled");
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (stop.fd().number() >= 0) {
            stop.signal();
        }
    }

    @Override
    public List<Map<String, Object>> addresses() {
        return addresses;
    }

    @Override
    public synchronized void close() throws IOException {
        try (Closer closer = new Closer()) {
            closer.add(epoll);
            closer.add(stop);
            for (Fd fd : sockets) {
                closer.add(fd);
            }
        }
        if (path != null && Files.exists(path)) {
            Files.unlink(path);
        }
    }
}
