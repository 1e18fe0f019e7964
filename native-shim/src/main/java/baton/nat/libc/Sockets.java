package baton.nat.libc;

import java.util.ArrayList;
import java.util.List;

/**
 * Stream sockets, unix, TCP and vsock, that can carry descriptors (unix(7), SCM_RIGHTS). Native because the JDK's sockets
 * drop descriptors. All close-on-exec; addresses of TCP are bytes: names are resolved by the caller. A unix path that
 * begins with NUL is a name in the abstract namespace.
 */
public final class Sockets {
    /** Most descriptors one message brings. */
    private static final int MAX_FDS = 16;

    private static final int CONTROL_BYTES = Sys.CMSGHDR_SIZEOF + 4 * MAX_FDS;
    /** What one {@link #receive} brought. */
    public static final class Received {
        /** Bytes read; 0 at the end, {@link Fd#WOULD_BLOCK} when nothing was there. */
        public final int length;
        /** Descriptors that came along; the receiver owns them. */
        public final List<Fd> fds;

        private Received(int length, List<Fd> fds) {
            this.length = length;
            this.fds = fds;
        }
    }

    private Sockets() {}

    /** Listens on a path that must not exist yet; non-blocking accept. */
    public static Fd unixListen(String path, int backlog) throws ErrnoException {
        return listening(Sys.AF_UNIX, SockAddr.unix(path), false, backlog);
    }

    /** Connects to a path; with {@code nonBlocking} the descriptor stays non-blocking (a unix connect is immediate). */
    public static Fd unixConnect(String path, boolean nonBlocking) throws ErrnoException {
        return connecting(Sys.AF_UNIX, SockAddr.unix(path), nonBlocking);
    }

    /** Listens on an IPv4 (4 bytes) or IPv6 (16 bytes) address; port 0 lets the kernel choose; non-blocking accept. */
    public static Fd tcpListen(byte[] ip, int port, int backlog) throws ErrnoException {
        return tcpListen(ip, port, false, backlog);
    }

    /** As above; {@code v6Only} keeps an IPv6 wildcard from taking IPv4 peers too. */
    public static Fd tcpListen(byte[] ip, int port, boolean v6Only, int backlog) throws ErrnoException {
        return listening(SockAddr.family(ip), SockAddr.tcp(ip, port), v6Only, backlog);
    }

    /** Listens on a vsock address (vsock(7)); cid 0xffffffff is any; non-blocking accept. */
    public static Fd vsockListen(long cid, long port, int backlog) throws ErrnoException {
        return listening(Sys.AF_VSOCK, SockAddr.vsock(cid, port), false, backlog);
    }

    /** Connects to a vsock address, as {@link #tcpConnect} does. */
    public static Fd vsockConnect(long cid, long port, boolean nonBlocking) throws ErrnoException {
        return connecting(Sys.AF_VSOCK, SockAddr.vsock(cid, port), nonBlocking);
    }

    /** Connects; with {@code nonBlocking} it may still be under way: wait for OUT, then ask {@link #connectError}. */
    public static Fd tcpConnect(byte[] ip, int port, boolean nonBlocking) throws ErrnoException {
        Fd fd = connecting(SockAddr.family(ip), SockAddr.tcp(ip, port), nonBlocking);
        option(fd, Sys.IPPROTO_TCP, Sys.TCP_NODELAY, 1);
        return fd;
    }

    private static Fd listening(int family, NativeBuffer address, boolean v6Only, int backlog) throws ErrnoException {
        Fd fd = socket(family, Sys.SOCK_NONBLOCK);
        try (address) {
            if (family != Sys.AF_UNIX) {
                option(fd, Sys.SOL_SOCKET, Sys.SO_REUSEADDR, 1);
            }
            if (family == Sys.AF_INET6) {
                option(fd, Sys.IPPROTO_IPV6, Sys.IPV6_V6ONLY, v6Only ? 1 : 0);
            }
            Syscall.checked("bind", Sys.BIND, fd.number(), address.address(), address.size());
            Syscall.checked("listen", Sys.LISTEN, fd.number(), backlog, 0);
            return fd;
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }

    private static Fd connecting(int family, NativeBuffer address, boolean nonBlocking) throws ErrnoException {
        Fd fd = socket(family, nonBlocking ? Sys.SOCK_NONBLOCK : 0);
        try (address) {
            long result = Syscall.call(Sys.CONNECT, fd.number(), address.address(), address.size());
            if (result != -Errno.EINPROGRESS) {
                Syscall.check("connect", result);
            }
            return fd;
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }

    private static Fd socket(int family, int flags) throws ErrnoException {
        return Fd.owned(
                (int) Syscall.checked("socket", Sys.SOCKET, family, Sys.SOCK_STREAM | Sys.SOCK_CLOEXEC | flags, 0));
    }

    /** Lets a socket take more than it holds now, though nobody reads; a unix socket twice as much at most. */
    public static void makeRoom(Fd fd) throws ErrnoException {
        option(fd, Sys.SOL_SOCKET, Sys.SO_SNDBUF, option(fd, Sys.SO_SNDBUF));
    }

    /** Sets an integer socket option. */
    private static void option(Fd fd, int level, int name, int value) throws ErrnoException {
        try (NativeBuffer four = NativeBuffer.allocate(4)) {
            four.putInt(0, value);
            Syscall.checked("setsockopt", Sys.SETSOCKOPT, fd.number(), level, name, four.address(), 4, 0);
        }
    }

    private static int option(Fd fd, int name) throws ErrnoException {
        try (NativeBuffer value = NativeBuffer.allocate(8)) {
            value.putInt(4, 4);
            Syscall.checked(
                    "getsockopt",
                    Sys.GETSOCKOPT,
                    fd.number(),
                    Sys.SOL_SOCKET,
                    name,
                    value.address(),
                    value.address() + 4,
                    0);
            return value.getInt(0);
        }
    }

    /** Sends small messages at once (TCP_NODELAY). */
    public static void nodelay(Fd fd, boolean on) throws ErrnoException {
        option(fd, Sys.IPPROTO_TCP, Sys.TCP_NODELAY, on ? 1 : 0);
    }

    /** Takes one waiting connection, non-blocking; null when none waits. */
    public static Fd accept(Fd listener) throws ErrnoException {
        long fd = Syscall.call(Sys.ACCEPT4, listener.number(), 0, 0, Sys.SOCK_CLOEXEC | Sys.SOCK_NONBLOCK, 0, 0);
        if (fd == -Errno.EAGAIN || fd == -Errno.EINTR || fd == -Errno.ECONNABORTED) {
            return null;
        }
        return Fd.owned((int) Syscall.check("accept", fd));
    }

    /** The errno of a connect that was under way; 0 when it succeeded. */
    public static int connectError(Fd fd) throws ErrnoException {
        return option(fd, Sys.SO_ERROR);
    }

    /** Whether an inherited socket listens, rather than being connected. */
    public static boolean isListening(Fd fd) throws ErrnoException {
        return option(fd, Sys.SO_ACCEPTCONN) != 0;
    }

    /** Two sockets connected to each other, blocking. */
    public static Fd[] pair() throws ErrnoException {
        try (NativeBuffer both = NativeBuffer.allocate(8)) {
            Syscall.checked(
                    "socketpair",
                    Sys.SOCKETPAIR,
                    Sys.AF_UNIX,
                    Sys.SOCK_STREAM | Sys.SOCK_CLOEXEC,
                    0,
                    both.address(),
                    0,
                    0);
            return new Fd[] {Fd.owned(both.getInt(0)), Fd.owned(both.getInt(4))};
        }
    }

    /**
     * Looks at what has come to a stream socket and leaves it there, never waiting.
     *
     * @param memory where it goes, at most {@code max} bytes
     * @return how many; {@link Fd#WOULD_BLOCK} when there is nothing, 0 when nothing more comes
     */
    public static int peek(Fd fd, long memory, int max) throws ErrnoException {
        long n = Syscall.call(Sys.RECVFROM, fd.number(), memory, max, Sys.MSG_PEEK | Sys.MSG_DONTWAIT, 0, 0);
        return n == -Errno.EAGAIN || n == -Errno.EINTR ? Fd.WOULD_BLOCK : (int) Syscall.check("recvfrom", n);
    }

    /** Ends one or both directions ({@code Sys.SHUT_*}), waking whoever is blocked in them. A dead socket is no error. */
    public static void shutdown(Fd fd, int how) {
        Syscall.call(Sys.SHUTDOWN, fd.number(), how, 0);
    }

    /**
     * Sends bytes, and descriptors with the first of them.
     *
     * @param fds numbers of the descriptors; they stay open here
     * @return bytes sent, or {@link Fd#WOULD_BLOCK}
     */
    public static int send(Fd fd, byte[] bytes, int offset, int length, int... fds) throws ErrnoException {
        int control = fds.length == 0 ? 0 : Sys.CMSGHDR_SIZEOF + 4 * fds.length;
        try (NativeBuffer data = NativeBuffer.allocate(length);
                NativeBuffer head = NativeBuffer.allocate(Sys.MSGHDR_SIZEOF + Sys.IOVEC_SIZEOF + CONTROL_BYTES)) {
            data.set(0, bytes, offset, length);
            message(head, data, length, control);
            if (control > 0) {
                int at = Sys.MSGHDR_SIZEOF + Sys.IOVEC_SIZEOF;
                head.putLong(at + Sys.CMSGHDR_LEN, control);
                head.putInt(at + Sys.CMSGHDR_LEVEL, Sys.SOL_SOCKET);
                head.putInt(at + Sys.CMSGHDR_TYPE, Sys.SCM_RIGHTS);
                for (int i = 0; i < fds.length; i++) {
                    head.putInt(at + Sys.CMSGHDR_SIZEOF + 4 * i, fds[i]);
                }
            }
            long n = retried(Sys.SENDMSG, fd, head, Sys.MSG_NOSIGNAL);
            return n == -Errno.EAGAIN ? Fd.WOULD_BLOCK : (int) Syscall.check("sendmsg", n);
        }
    }

    /** Receives bytes and the descriptors that came with them. */
    public static Received receive(Fd fd, byte[] into, int maxLength) throws ErrnoException {
        try (NativeBuffer data = NativeBuffer.allocate(maxLength);
                NativeBuffer head = NativeBuffer.allocate(Sys.MSGHDR_SIZEOF + Sys.IOVEC_SIZEOF + CONTROL_BYTES)) {
            message(head, data, maxLength, CONTROL_BYTES);
            long n = retried(Sys.RECVMSG, fd, head, Sys.MSG_CMSG_CLOEXEC);
            if (n == -Errno.EAGAIN) {
                return new Received(Fd.WOULD_BLOCK, List.of());
            }
            Syscall.check("recvmsg", n);
            data.get(0, into, 0, (int) n);
            return new Received((int) n, descriptors(head));
        }
    }

    private static void message(NativeBuffer head, NativeBuffer data, int length, int controlBytes) {
        int iov = Sys.MSGHDR_SIZEOF;
        head.putLong(Sys.MSGHDR_IOV, head.address() + iov);
        head.putLong(Sys.MSGHDR_IOVLEN, 1);
        head.putLong(iov + Sys.IOVEC_BASE, data.address());
        head.putLong(iov + Sys.IOVEC_LEN, length);
        if (controlBytes > 0) {
            head.putLong(Sys.MSGHDR_CONTROL, head.address() + iov + Sys.IOVEC_SIZEOF);
            head.putLong(Sys.MSGHDR_CONTROLLEN, controlBytes);
        }
    }

    private static long retried(int call, Fd fd, NativeBuffer head, int flags) {
        long n;
        do {
            n = Syscall.call(call, fd.number(), head.address(), flags);
        } while (n == -Errno.EINTR);
        return n;
    }

    private static List<Fd> descriptors(NativeBuffer head) {
        int at = Sys.MSGHDR_SIZEOF + Sys.IOVEC_SIZEOF;
        long control = head.getLong(Sys.MSGHDR_CONTROLLEN);
        boolean rights = control >= Sys.CMSGHDR_SIZEOF
                && head.getInt(at + Sys.CMSGHDR_LEVEL) == Sys.SOL_SOCKET
                && head.getInt(at + Sys.CMSGHDR_TYPE) == Sys.SCM_RIGHTS;
        if (!rights) {
            return List.of();
        }
        int count = (int) (head.getLong(at + Sys.CMSGHDR_LEN) - Sys.CMSGHDR_SIZEOF) / 4;
        List<Fd> fds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fds.add(Fd.owned(head.getInt(at + Sys.CMSGHDR_SIZEOF + 4 * i)));
        }
        return fds;
    }

    /** The process at the other end of a unix socket; of a server, the one that began to listen (SO_PEERCRED). */
    public static int peerProcess(Fd fd) throws ErrnoException {
        try (NativeBuffer credentials = NativeBuffer.allocate(Sys.UCRED_SIZEOF + 4)) {
            credentials.putInt(Sys.UCRED_SIZEOF, Sys.UCRED_SIZEOF);
            Syscall.checked(
                    "getsockopt",
                    Sys.GETSOCKOPT,
                    fd.number(),
                    Sys.SOL_SOCKET,
                    Sys.SO_PEERCRED,
                    credentials.address(),
                    credentials.address() + Sys.UCRED_SIZEOF,
                    0);
            return credentials.getInt(Sys.UCRED_PID);
        }
    }

    /** The local TCP port; 0 for a unix socket. */
    public static int localPort(Fd fd) throws ErrnoException {
        return SockAddr.port(name(Sys.GETSOCKNAME, fd));
    }

    /** The local address: a path for a unix socket, {@code 127.0.0.1:4444} or {@code [::1]:4444} for TCP. */
    public static String localAddress(Fd fd) throws ErrnoException {
        return SockAddr.text(name(Sys.GETSOCKNAME, fd));
    }

    /** The peer's address, in the form of {@link #localAddress}. */
    public static String peerAddress(Fd fd) throws ErrnoException {
        return SockAddr.text(name(Sys.GETPEERNAME, fd));
    }

    private static byte[] name(int call, Fd fd) throws ErrnoException {
        try (NativeBuffer address = NativeBuffer.allocate(Sys.SOCKADDR_UN_SIZEOF + 8)) {
            int lengthAt = Sys.SOCKADDR_UN_SIZEOF;
            address.putInt(lengthAt, Sys.SOCKADDR_UN_SIZEOF);
            Syscall.checked("getsockname", call, fd.number(), address.address(), address.address() + lengthAt);
            return address.bytes();
        }
    }
}
