package baton.chardev;

import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns socket addresses into bytes and into QEMU's texts. */
final class SocketNames {
    private static final int UNIX_PATH_MAX = 108;

    private SocketNames() {}

    /** Refuses a path that does not fit the kernel's address. */
    static void checkPath(String path) throws ChardevException {
        if (path.getBytes(StandardCharsets.UTF_8).length >= UNIX_PATH_MAX) {
            throw new ChardevException("UNIX socket path '" + path + "' is too long\nPath must be less than 108 bytes");
        }
    }

    /** The IP addresses of a host in the families asked for; no name is any address. May ask a server, and block. */
    static List<byte[]> resolve(ChardevConfig.InetAddress address) throws ChardevException {
        List<byte[]> found = new ArrayList<>();
        if (address.host().isEmpty()) {
            found.add(address.ipv4() ? new byte[4] : new byte[16]);
            return found;
        }
        try {
            for (InetAddress ip : InetAddress.getAllByName(address.host())) {
                byte[] bytes = ip.getAddress();
                if (bytes.length == 4 ? address.ipv4() : address.ipv6()) {
                    found.add(bytes);
                }
            }
        } catch (UnknownHostException e) {
            throw unresolved(address, "Name or service not known");
        }
        if (found.isEmpty()) {
            throw unresolved(address, "Address family for hostname not supported");
        }
        return found;
    }

    /** The port number. */
    static int port(ChardevConfig.InetAddress address) throws ChardevException {
        int port = 0;
        String text = address.port();
        for (int i = 0; i < text.length() && port <= 0xffff; i++) {
            int digit = text.charAt(i) - '0';
            port = digit < 0 || digit > 9 ? 0x10000 : port * 10 + digit;
        }
        if (port > 0xffff || text.isEmpty()) {
            throw unresolved(address, "Servname not supported for ai_socktype");
        }
        return port;
    }

    private static ChardevException unresolved(ChardevConfig.InetAddress address, String why) {
        return new ChardevException("address resolution failed for " + pair(address) + ": " + why);
    }

    /** {@code HOST:PORT}, an IPv6 address in brackets. */
    static String pair(ChardevConfig.InetAddress address) {
        boolean v6 = address.host().indexOf(':') >= 0;
        return (v6 ? "[" + address.host() + "]" : address.host()) + ":" + address.port();
    }

    /** Whether a socket listens where {@code address} says. */
    static boolean listensAt(Fd fd, ChardevConfig.Address address) {
        try {
            if (!Sockets.isListening(fd)) {
                return false;
            }
            String own = Sockets.localAddress(fd);
            if (address instanceof ChardevConfig.UnixAddress) {
                return isUnix(fd) && own.equals(((ChardevConfig.UnixAddress) address).path());
            }
            return !(address instanceof ChardevConfig.InetAddress)
                    || !isUnix(fd) && listensAt(own, (ChardevConfig.InetAddress) address);
        } catch (IOException e) {
            // Then it is opened anew, and what is wrong with it is said.
            return false;
        }
    }

    private static boolean listensAt(String own, ChardevConfig.InetAddress address) throws IOException {
        int colon = own.lastIndexOf(':');
        if (colon < 0) {
            return false;
        }
        int bound = Integer.parseInt(own.substring(colon + 1));
        int first = port(address);
        if (first != 0 && (bound < first || bound > Math.max(first, address.lastPort()))) {
            return false;
        }
        boolean bracketed = own.charAt(0) == '[';
        InetAddress ip = InetAddress.getByName(bracketed ? own.substring(1, colon - 1) : own.substring(0, colon));
        for (byte[] wanted : resolve(address)) {
            if (Arrays.equals(wanted, ip.getAddress())) {
                return true;
            }
        }
        return false;
    }

    /** Takes over a socket this process was started with: checked to be one, and closed by exec from now on. */
    static Fd inherited(int number) throws ChardevException {
        Fd fd = Fd.owned(number);
        try {
            Sockets.isListening(fd);
            fd.closeOnExec(true);
            fd.nonBlocking(true);
            return fd;
        } catch (IOException e) {
            // Not ours, so it is left open as it was.
            fd.release();
            throw new ChardevException("File descriptor '" + number + "' is not a socket", e);
        }
    }

    /** {@code unix:PATH}, or {@code tcp:IP:PORT}, of a bound or connected socket's own end. */
    static String local(Fd fd, boolean telnet) throws IOException {
        return isUnix(fd) ? "unix:" + Sockets.localAddress(fd) : scheme(telnet) + Sockets.localAddress(fd);
    }

    /** What names a connection in {@code query-chardev}: {@code unix:PATH}, or both ends of a TCP connection. */
    static String connection(Fd fd, boolean telnet) throws IOException {
        if (isUnix(fd)) {
            String own = Sockets.localAddress(fd);
            return "unix:" + (own.isEmpty() ? Sockets.peerAddress(fd) : own);
        }
        return local(fd, telnet) + " <-> " + Sockets.peerAddress(fd);
    }

    static boolean isUnix(Fd fd) throws IOException {
        return Sockets.localPort(fd) == 0;
    }

    static String scheme(boolean telnet) {
        return telnet ? "telnet:" : "tcp:";
    }
}
