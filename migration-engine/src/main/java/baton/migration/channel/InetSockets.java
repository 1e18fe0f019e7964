package baton.migration.channel;

import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Binds every address of a TCP listener to the first port of its range that is free on all of them. */
final class InetSockets {
    private final ChannelAddress.Inet inet;
    private final List<InetAddress> ips;
    private final List<Fd> bound = new ArrayList<>();
    private ErrnoException last;

    private InetSockets(ChannelAddress.Inet inet, List<InetAddress> ips) {
        this.inet = inet;
        this.ips = ips;
    }

    /** Listening sockets, one at least. */
    static List<Fd> listen(ChannelAddress.Inet inet, List<InetAddress> ips, int backlog) throws IOException {
        InetSockets sockets = new InetSockets(inet, ips);
        for (int port = inet.port(); port <= inet.lastPort(); port++) {
            if (sockets.bind(port, backlog)) {
                return sockets.bound;
            }
        }
        throw sockets.refused();
    }

    /** False when the port is taken; one family may be missing on the host. */
    private boolean bind(int port, int backlog) throws IOException {
        for (InetAddress ip : ips) {
            try {
                bound.add(listen(ip.getAddress(), port, backlog));
            } catch (ErrnoException e) {
                last = e;
                if (e.errno() == Errno.EADDRINUSE) {
                    closeAll();
                    return false;
                }
            }
        }
        if (bound.isEmpty()) {
            throw refused();
        }
        return true;
    }

    /** An IPv6 wildcard takes IPv4 peers too, unless they are unwanted or have a socket of their own on that port. */
    private Fd listen(byte[] ip, int port, int backlog) throws ErrnoException {
        boolean v6Only = Boolean.FALSE.equals(inet.v4()) || inet.v4() == null && Boolean.TRUE.equals(inet.v6());
        try {
            return Sockets.tcpListen(ip, port, v6Only, backlog);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EADDRINUSE || ip.length == 4 || bound.isEmpty()) {
                throw e;
            }
            return Sockets.tcpListen(ip, port, true, backlog);
        }
    }

    private IOException refused() {
        boolean busy = last.errno() == Errno.EADDRINUSE;
        return new IOException(
                (busy ? "Failed to find an available port: " : "Failed to bind socket: ") + last.getMessage(), last);
    }

    private void closeAll() throws ErrnoException {
        for (Fd fd : bound) {
            fd.close();
        }
        bound.clear();
    }
}
