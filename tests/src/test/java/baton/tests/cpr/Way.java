package baton.tests.cpr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the main stream goes from the old process to the new one. */
enum Way {
    UNIX,
    TCP,
    FILE,
    EXEC;

    /** Both ends' addresses for one hand-over, in {@code directory}. */
    Uris uris(Path directory, boolean bothAtOnce) throws IOException {
        return switch (this) {
            case UNIX -> Uris.same("unix:" + directory.resolve("main.sock"));
            case TCP -> Uris.same("tcp:127.0.0.1:" + freePort());
            case FILE -> Uris.same("file:" + directory.resolve("vm.state"));
            case EXEC -> throughCat(directory, bothAtOnce);
        };
    }

    private static Uris throughCat(Path directory, boolean bothAtOnce) throws IOException {
        Path between = directory.resolve(bothAtOnce ? "fifo" : "vm.state");
        if (bothAtOnce && !Files.exists(between)) {
            makeFifo(between);
        }
        return new Uris("exec:cat > " + between, "exec:cat " + between);
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

    /** What the old process is told, and the new one. */
    record Uris(String out, String in) {
        static Uris same(String uri) {
            return new Uris(uri, uri);
        }
    }
}
