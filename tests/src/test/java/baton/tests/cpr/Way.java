package baton.tests.cpr;

import baton.nat.libc.Fd;
import baton.nat.libc.Pipe;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the main stream goes from the old process to the new one. */
enum Way {
    UNIX,
    TCP,
    FILE,
    EXEC,
    FD,
    MEMFD;

    private static final String LOOPBACK = "127.0.0.1";
    private static final String STATE = "vm.state";
    private static final int STREAM_FD = 9;

    /** Whether both processes have to be there at once, where there may be two. */
    boolean live() {
        return this == UNIX || this == TCP;
    }

    /**
     * Both ends of one hand-over, in {@code directory}; the caller closes.
     *
     * @param bothAtOnce whether both processes are there at once
     * @param defer whether the new process is told by its monitor
     */
    Ends ends(Path directory, boolean bothAtOnce, boolean defer) throws IOException {
        return switch (this) {
            case UNIX -> bothAtOnce
                    ? Ends.same("unix:" + directory.resolve("main.sock"))
                    : keptAtUnix(directory.resolve("kept.sock"), directory.resolve("main.sock"));
            case TCP -> bothAtOnce ? Ends.same("tcp:" + LOOPBACK + ":" + freePort()) : keptAtTcp();
            case FILE -> Ends.same("file:" + directory.resolve(STATE));
            case EXEC -> throughCat(directory, bothAtOnce);
            case FD -> bothAtOnce ? connected(defer) : byFile(directory.resolve(STATE), defer);
            case MEMFD -> Ends.same("memfd:");
        };
    }

    private static Ends throughCat(Path directory, boolean bothAtOnce) throws IOException {
        Path between = directory.resolve(bothAtOnce ? "fifo" : STATE);
        if (bothAtOnce && !Files.exists(between)) {
            makeFifo(between);
        }
        return Ends.of("exec:cat > " + between, "exec:cat " + between);
    }

    private static Ends keptAtUnix(Path kept, Path main) throws IOException {
        Files.deleteIfExists(kept);
        Relay relay = Relay.between(UnixDomainSocketAddress.of(kept), UnixDomainSocketAddress.of(main));
        return Ends.of("unix:" + kept, "unix:" + main).keptBy(relay);
    }

    private static Ends keptAtTcp() throws IOException {
        int kept = freePort();
        int main = freePort();
        Relay relay = Relay.between(new InetSocketAddress(LOOPBACK, kept), new InetSocketAddress(LOOPBACK, main));
        return Ends.of("tcp:" + LOOPBACK + ":" + kept, "tcp:" + LOOPBACK + ":" + main)
                .keptBy(relay);
    }

    private static Ends byFile(Path file, boolean defer) throws IOException {
        Files.deleteIfExists(file);
        Fd out = baton.nat.libc.Files.open(file.toString(), Sys.O_RDWR | Sys.O_CREAT, 0600);
        Ends ends = Ends.of("fd:" + Ends.NAME, defer ? "fd:" + Ends.NAME : "fd:" + STREAM_FD)
                .oldHas(out);
        return defer
                ? ends.newHas(baton.nat.libc.Files.open(file.toString(), Sys.O_RDONLY, 0))
                : ends.newStartsWith(STREAM_FD + "<" + file);
    }

    /** A socket pair by name, or a pipe that the new process inherits. */
    private static Ends connected(boolean defer) throws IOException {
        if (defer) {
            Fd[] pair = Sockets.pair();
            return Ends.same("fd:" + Ends.NAME).oldHas(pair[0]).newHas(pair[1]);
        }
        Pipe pipe = Pipe.create();
        String reader = "/proc/" + ProcessHandle.current().pid() + "/fd/"
                + pipe.reader().number();
        return Ends.of("fd:" + Ends.NAME, "fd:" + STREAM_FD)
                .oldHas(pipe.writer())
                .newStartsWith(STREAM_FD + "<" + reader)
                .keeping(pipe.reader());
    }

    private static void makeFifo(Path path) throws IOException {
        try {
            new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** A port nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
