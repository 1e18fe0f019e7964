package baton.net;

import baton.nat.libc.Datagrams;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Opens sockets at {@link NetAddress}es, and names these as QEMU does. */
final class Sides {
    private Sides() {}

    /** Begins to listen; a unix path that is there is taken over, as QEMU does. */
    static Fd listen(NetAddress address) throws NetException {
        try {
            if (address instanceof NetAddress.Unix unix) {
                unlink(unix.path());
                return Sockets.unixListen(unix.path(), 1);
            }
            NetAddress.Inet inet = (NetAddress.Inet) address;
            return Sockets.tcpListen(resolve(inet), inet.port(), 1);
        } catch (IOException e) {
            throw new NetException("Failed to bind socket to " + text(address) + ": " + e.getMessage(), e);
        }
    }

    /** Begins to connect; it may still be under way. */
    static Fd connect(NetAddress address) throws IOException, NetException {
        if (address instanceof NetAddress.Unix unix) {
            return Sockets.unixConnect(unix.path(), true);
        }
        NetAddress.Inet inet = (NetAddress.Inet) address;
        return Sockets.tcpConnect(resolve(inet), inet.port(), true);
    }

    /** A datagram socket that receives there. */
    static Fd datagrams(NetAddress address) throws NetException {
        try {
            if (address instanceof NetAddress.Unix unix) {
                unlink(unix.path());
            }
            return Datagrams.bind(datagramAddress(address));
        } catch (IOException e) {
            throw new NetException("can't bind " + text(address) + " to socket: " + e.getMessage(), e);
        }
    }

    static Datagrams.Address datagramAddress(NetAddress address) throws NetException {
        if (address instanceof NetAddress.Inet inet) {
            return Datagrams.udp(resolve(inet), inet.port());
        }
        try {
            return Datagrams.unix(((NetAddress.Unix) address).path());
        } catch (ErrnoException e) {
            throw new NetException("UNIX socket path '" + text(address) + "' is too long", e);
        }
    }

    private static void unlink(String path) throws ErrnoException {
        try {
            Files.unlink(path);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
                throw e;
            }
        }
    }

    /** May ask a name server, and block: at start-up, and when a user says so. */
    private static byte[] resolve(NetAddress.Inet inet) throws NetException {
        if (inet.host().isEmpty()) {
            return new byte[4];
        }
        try {
            return InetAddress.getByName(inet.host()).getAddress();
        } catch (UnknownHostException e) {
            throw new NetException("address resolution failed for " + text(inet) + ": Name or service not known", e);
        }
    }

    /** {@code unix:PATH} or {@code tcp:HOST:PORT}. */
    static String uri(NetAddress address) {
        return (address instanceof NetAddress.Unix ? "unix:" : "tcp:") + text(address);
    }

    /** {@code PATH}, {@code HOST:PORT} or a descriptor's name. */
    static String text(NetAddress address) {
        if (address instanceof NetAddress.Unix unix) {
            return unix.path();
        }
        if (address instanceof NetAddress.Inet inet) {
            return inet.host() + ":" + inet.port();
        }
        return ((NetAddress.Descriptor) address).name();
    }
}
