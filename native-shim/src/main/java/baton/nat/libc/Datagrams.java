package baton.nat.libc;

/**
 * Datagram sockets, unix and UDP: one call is one message. All close-on-exec and non-blocking; the caller closes. Where the
 * peer is nobody, sending says so with ECONNREFUSED and the next message may get through.
 */
public final class Datagrams {
    /** Where messages go: a kernel's socket address. Immutable. */
    public static final class Address {
        private final byte[] bytes;

        private Address(NativeBuffer address) {
            try (address) {
                bytes = address.bytes();
            }
        }
    }

    private Datagrams() {}

    /** The address of a unix socket. */
    public static Address unix(String path) throws ErrnoException {
        return new Address(SockAddr.unix(path));
    }

    /** The address of a UDP socket, IPv4 (4 bytes) or IPv6 (16 bytes). */
    public static Address udp(byte[] ip, int port) {
        return new Address(SockAddr.tcp(ip, port));
    }

    /** Opens a socket of the address's family that only sends. */
    public static Fd unbound(Address peer) throws ErrnoException {
        return Fd.owned((int) Syscall.checked(
                "socket", Sys.SOCKET, peer.bytes[0], Sys.SOCK_DGRAM | Sys.SOCK_CLOEXEC | Sys.SOCK_NONBLOCK, 0));
    }

    /** Opens a socket of the address's family that receives there. A unix path must not exist yet. */
    public static Fd bind(Address local) throws ErrnoException {
        int family = local.bytes[0];
        Fd fd = Fd.owned((int) Syscall.checked(
                "socket", Sys.SOCKET, family, Sys.SOCK_DGRAM | Sys.SOCK_CLOEXEC | Sys.SOCK_NONBLOCK, 0));
        try (NativeBuffer address = NativeBuffer.of(local.bytes)) {
            Syscall.checked("bind", Sys.BIND, fd.number(), address.address(), address.size());
            return fd;
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }

    /** Whether an inherited socket is one of these. */
    public static boolean isOne(Fd fd) throws ErrnoException {
        try (NativeBuffer value = NativeBuffer.allocate(8)) {
            value.putInt(4, 4);
            long at = value.address();
            Syscall.checked("getsockopt", Sys.GETSOCKOPT, fd.number(), Sys.SOL_SOCKET, Sys.SO_TYPE, at, at + 4, 0);
            return value.getInt(0) == Sys.SOCK_DGRAM;
        }
    }

    /** Two sockets connected to each other. */
    public static Fd[] pair() throws ErrnoException {
        try (NativeBuffer both = NativeBuffer.allocate(8)) {
            int type = Sys.SOCK_DGRAM | Sys.SOCK_CLOEXEC | Sys.SOCK_NONBLOCK;
            Syscall.checked("socketpair", Sys.SOCKETPAIR, Sys.AF_UNIX, type, 0, both.address(), 0, 0);
            return new Fd[] {Fd.owned(both.getInt(0)), Fd.owned(both.getInt(4))};
        }
    }

    /** Sends one message from memory; to the connected peer when {@code to} is null. True unless it has to wait. */
    public static boolean send(Fd fd, long memory, int length, Address to) throws ErrnoException {
        if (to == null) {
            return sent(Syscall.call(Sys.SENDTO, fd.number(), memory, length, Sys.MSG_NOSIGNAL, 0, 0));
        }
        try (NativeBuffer address = NativeBuffer.of(to.bytes)) {
            return sent(Syscall.call(
                    Sys.SENDTO, fd.number(), memory, length, Sys.MSG_NOSIGNAL, address.address(), address.size()));
        }
    }

    private static boolean sent(long result) throws ErrnoException {
        return result != -Errno.EAGAIN && Syscall.check("sendto", result) >= 0;
    }

    /** Receives one message to memory, what is longer cut off; {@link Fd#WOULD_BLOCK} when none waits. */
    public static int receive(Fd fd, long memory, int max) throws ErrnoException {
        long n = Syscall.call(Sys.RECVFROM, fd.number(), memory, max, 0, 0, 0);
        return n == -Errno.EAGAIN || n == -Errno.EINTR ? Fd.WOULD_BLOCK : (int) Syscall.check("recvfrom", n);
    }
}
