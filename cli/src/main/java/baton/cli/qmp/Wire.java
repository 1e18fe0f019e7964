package baton.cli.qmp;

import baton.nat.libc.Epoll;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A connected socket whose reads have a time limit. */
public final class Wire implements AutoCloseable {
    private static final int CHUNK = 8192;
    private static final int MAX_PORT = 65535;

    private final Fd socket;
    private final Epoll readable;
    private byte[] ahead;

    private Wire(Fd socket) throws ErrnoException {
        this.socket = socket;
        this.readable = Epoll.create();
        readable.add(socket, Epoll.IN, 0);
    }

    /**
     * Connects.
     *
     * @param address the path of a unix socket (with a slash, or of a file that exists), or {@code host:port}
     */
    public static Wire connect(String address) throws IOException {
        Fd socket = socket(address);
        Wire wire = null;
        try {
            wire = new Wire(socket);
            return wire;
        } finally {
            if (wire == null) {
                socket.close();
            }
        }
    }

    private static Fd socket(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        int port = colon < 0 ? -1 : port(address.substring(colon + 1));
        if (port < 0 || address.indexOf('/') >= 0) {
            return Sockets.unixConnect(address, false);
        }
        String host = address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return tcp(bracketed ? host.substring(1, host.length() - 1) : host, port);
    }

    private static Fd tcp(String host, int port) throws IOException {
        ErrnoException last = null;
        for (InetAddress ip : addresses(host)) {
            try {
                return Sockets.tcpConnect(ip.getAddress(), port, false);
            } catch (ErrnoException e) {
                last = e;
            }
        }
        throw last;
    }

    private static InetAddress[] addresses(String host) throws IOException {
        try {
            return InetAddress.getAllByName(host.isEmpty() ? "localhost" : host);
        } catch (UnknownHostException e) {
            throw new IOException("Name or service not known: " + host, e);
        }
    }

    private static int port(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        boolean few = !text.isEmpty() && text.length() <= 5;
        int port = few ? Integer.parseInt(text) : -1;
        return port <= MAX_PORT ? port : -1;
    }

    /** The process that serves a unix socket. */
    int process() throws IOException {
        return Sockets.peerProcess(socket);
    }

    /** Sends all of {@code bytes}, and the descriptors of these numbers with the first of them. */
    public void send(byte[] bytes, int... fds) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            // Not write(2): a process that is gone must be an error here, not a signal.
            int[] with = done == 0 ? fds : new int[0];
            done += Sockets.send(socket, bytes, done, bytes.length - done, with);
        }
    }

    /**
     * What comes next; null when nothing has come before {@code System.nanoTime()} is {@code end}.
     *
     * @throws EOFException when the other side has closed
     */
    public byte[] read(long end) throws IOException {
        if (ahead != null) {
            byte[] first = ahead;
            ahead = null;
            return first;
        }
        while (readable.await(millisUntil(end)) == 0) {
            if (System.nanoTime() - end >= 0) {
                return null;
            }
        }
        byte[] bytes = new byte[CHUNK];
        int n = socket.read(bytes, 0, bytes.length);
        if (n == 0) {
            throw new EOFException("it closed the connection");
        }
        return Arrays.copyOf(bytes, Math.max(0, n));
    }

    /** As {@link #read}; what comes stays to be read. */
    public byte[] peek(long end) throws IOException {
        ahead = read(end);
        return ahead;
    }

    private static int millisUntil(long end) {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) + 1;
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, millis));
    }

    /** {@code System.nanoTime()} as it will be in {@code millis}. */
    public static long deadline(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public void close() throws IOException {
        readable.close();
        socket.close();
    }
}
