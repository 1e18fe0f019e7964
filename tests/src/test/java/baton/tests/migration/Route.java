package baton.tests.migration;

import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A transport, in the forms that differ for one of the sides. */
enum Route {
    TCP4,
    TCP6,
    TCP_NAME,
    TCP_ANY,
    UNIX,
    FD,
    FD_FILE,
    EXEC,
    FILE,
    FILE_OFFSET,
    FDSET;

    /**
     * Both ends of one migration.
     *
     * @param outFd what the source is given as {@code stream}, or null
     * @param inFd what the destination is given
     */
    record Ends(String out, String in, Fd outFd, Fd inFd) {
        private static Ends of(String out, String in) {
            return new Ends(out, in, null, null);
        }
    }

    /** Whether both processes are there at once. */
    boolean live() {
        return switch (this) {
            case TCP4, TCP6, TCP_NAME, TCP_ANY, UNIX, FD -> true;
            default -> false;
        };
    }

    /** Whether it is a socket with an address, to which more connections can be made. */
    boolean manyChannels() {
        return live() && this != FD;
    }

    /** Whether every page can have its place. */
    boolean seekable() {
        return this == FILE || this == FILE_OFFSET || this == FDSET;
    }

    /** Addresses that nobody has used yet, and what belongs to them, below {@code directory}. */
    Ends ends(Path directory) throws IOException {
        return switch (this) {
            case TCP4 -> both("tcp:127.0.0.1:" + freePort());
            case TCP6 -> both("tcp:[::1]:" + freePort());
            case TCP_NAME -> both("tcp:localhost:" + freePort());
            case TCP_ANY -> any(freePort());
            case UNIX -> both("unix:" + directory.resolve("main.sock"));
            case FD -> pair();
            case FD_FILE -> descriptors(directory.resolve("fd"), "fd:stream");
            case EXEC -> Ends.of("exec:gzip -1 > " + directory.resolve("z"), "exec:gzip -dc " + directory.resolve("z"));
            case FILE -> both("file:" + directory.resolve("state"));
            case FILE_OFFSET -> both("file:" + directory.resolve("state") + ",offset=0x300000");
            case FDSET -> descriptors(directory.resolve("set"), "file:/dev/fdset/1");
        };
    }

    private static Ends both(String uri) {
        return Ends.of(uri, uri);
    }

    private static Ends any(int port) {
        return Ends.of("tcp:127.0.0.1:" + port, "tcp::" + port);
    }

    private static Ends pair() throws IOException {
        Fd[] pair = Sockets.pair();
        return new Ends("fd:stream", "fd:stream", pair[0], pair[1]);
    }

    private static Ends descriptors(Path file, String uri) throws IOException {
        Fd out = baton.nat.libc.Files.open(file.toString(), Sys.O_WRONLY | Sys.O_CREAT, 0600);
        return new Ends(uri, uri, out, baton.nat.libc.Files.open(file.toString(), Sys.O_RDONLY, 0));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
