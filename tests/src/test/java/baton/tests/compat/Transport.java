package baton.tests.compat;

import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import baton.tests.harness.FdSender;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** How a stream gets from one process to the other. */
enum Transport {
    UNIX(true),
    TCP(true),
    FILE(false),
    /** A file that somebody else opened, from some way in. */
    FDSET(false),
    EXEC(false),
    FD(true);

    private static final int SET = 7;

    private final boolean live;

    Transport(boolean live) {
        this.live = live;
    }

    /** Whether both processes are there at once. */
    boolean live() {
        return live;
    }

    /**
     * Addresses for the process it leaves and the one it comes to.
     *
     * @param outFd what the first has to be given, or null; whoever gives it closes it
     * @param inFd what the second has to be given
     */
    record Uris(String out, String in, Fd outFd, Fd inFd) {}

    /** Gives a monitor what belongs to its address. */
    void give(TestVm vm, Fd fd) throws IOException {
        if (fd == null) {
            return;
        }
        vm.hangUp();
        if (this == FDSET) {
            FdSender.addToSet(vm.socket(), SET, fd);
        } else {
            FdSender.give(vm.socket(), "stream", fd);
        }
        fd.close();
    }

    /** Addresses that nobody has used yet; what they leave behind is below {@code directory}. */
    Uris uris(Path directory) throws IOException {
        return switch (this) {
            case UNIX -> both("unix:" + directory.resolve("main.sock"));
            case TCP -> both("tcp:127.0.0.1:" + freePort());
            case FILE -> both("file:" + directory.resolve("vm.state") + ",offset=4096");
            case EXEC -> new Uris(
                    "exec:cat > " + directory.resolve("vm.cat"), "exec:cat " + directory.resolve("vm.cat"), null, null);
            case FD -> pair();
            case FDSET -> set(directory.resolve("vm.state"));
        };
    }

    private static Uris pair() throws IOException {
        Fd[] pair = Sockets.pair();
        return new Uris("fd:stream", "fd:stream", pair[0], pair[1]);
    }

    /** QEMU wants a descriptor opened just as it would open the file itself. */
    private static Uris set(Path file) throws IOException {
        String uri = "file:/dev/fdset/" + SET + ",offset=8192";
        Fd out = Files.open(file.toString(), Sys.O_CREAT | Sys.O_WRONLY, 0600);
        return new Uris(uri, uri, out, Files.open(file.toString(), Sys.O_RDONLY, 0));
    }

    private static Uris both(String uri) {
        return new Uris(uri, uri, null, null);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
