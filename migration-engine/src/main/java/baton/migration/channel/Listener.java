package baton.migration.channel;

import baton.nat.libc.Epoll;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Listens on a unix or TCP address until one peer has come. Listens from construction on, and closes with its path. */
final class Listener implements PendingChannel {
    private final FlowChannel listening;
    private final Map<String, Object> address;
    private final String path;

    private Listener(FlowChannel listening, Map<String, Object> address, String path) {
        this.listening = listening;
        this.address = address;
        this.path = path;
    }

    static Listener on(ChannelAddress.Unix unix) throws IOException {
        String path = unix.path();
        Fd fd;
        try {
            // As QEMU does: what a dead process left there must not keep a new one from listening.
            if (Files.exists(path)) {
                Files.unlink(path);
            }
            fd = Sockets.unixListen(path, 1);
        } catch (ErrnoException e) {
            throw new IOException("Failed to bind socket to " + path + ": " + e.getMessage(), e);
        }
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("path", path);
        address.put("type", "unix");
        return new Listener(FlowChannel.of(fd, "socket"), address, path);
    }

    static Listener on(ChannelAddress.Inet inet) throws IOException {
        InetAddress any = InetAddress.getByAddress(new byte[4]);
        byte[] ip = Hosts.resolve(inet, any).get(0).getAddress();
        Fd fd = bind(inet, ip);
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("port", Integer.toString(Sockets.localPort(fd)));
        address.put(ip.length == 4 ? "ipv4" : "ipv6", Boolean.TRUE);
        address.put("host", host(Sockets.localAddress(fd)));
        address.put("type", "inet");
        return new Listener(FlowChannel.of(fd, "socket"), address, null);
    }

    private static Fd bind(ChannelAddress.Inet inet, byte[] ip) throws IOException {
        ErrnoException last = null;
        for (int port = inet.port(); port <= Math.max(inet.port(), inet.lastPort()); port++) {
            try {
                return Sockets.tcpListen(ip, port, 1);
            } catch (ErrnoException e) {
                last = e;
                if (e.errno() != Errno.EADDRINUSE) {
                    break;
                }
            }
        }
        boolean busy = last.errno() == Errno.EADDRINUSE;
        throw new IOException(
                (busy ? "Failed to find an available port: " : "Failed to bind socket: ") + last.getMessage());
    }

    /** The address without port and brackets: {@code [::1]:4444} is {@code ::1}. */
    private static String host(String local) {
        String host = local.substring(0, local.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public Channel await() throws IOException {
        while (true) {
            listening.await(Epoll.IN);
            Fd peer = Sockets.accept(listening.fd());
            if (peer != null) {
                return FlowChannel.of(peer, "socket");
            }
        }
    }

    @Override
    public void cancel() {
        listening.shutdown();
    }

    @Override
    public List<Map<String, Object>> addresses() {
        return List.of(address);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        if (path != null && Files.exists(path)) {
            Files.unlink(path);
        }
    }
}
