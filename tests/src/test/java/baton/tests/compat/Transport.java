package baton.tests.compat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** How a stream gets from one process to the other. */
enum Transport {
    UNIX(true),
    TCP(true),
    FILE(false),
    EXEC(false);

    private final boolean live;

    Transport(boolean live) {
        this.live = live;
    }

    /** Whether both processes are there at once. */
    boolean live() {
        return live;
    }

    /** The same address for the process it leaves and the one it comes to. */
    record Uris(String out, String in) {}

    /** Addresses that nobody has used yet; what they leave behind is below {@code directory}. */
    Uris uris(Path directory) throws IOException {
        return switch (this) {
            case UNIX -> both("unix:" + directory.resolve("main.sock"));
            case TCP -> both("tcp:127.0.0.1:" + freePort());
            case FILE -> both("file:" + directory.resolve("vm.state") + ",offset=4096");
            case EXEC -> new Uris(
                    "exec:cat > " + directory.resolve("vm.cat"), "exec:cat " + directory.resolve("vm.cat"));
        };
    }

    private static Uris both(String uri) {
        return new Uris(uri, uri);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
