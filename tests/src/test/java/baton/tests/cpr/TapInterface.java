package baton.tests.cpr;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tap interfaces and bridges of this host, made by ip(8) and taken away again. Tests are skipped where they cannot be had. */
final class TapInterface implements AutoCloseable {
    private static final String PREFIX = "bt" + ProcessHandle.current().pid() % 100_000;

    private final String name;

    private TapInterface(String name) {
        this.name = name;
    }

    /** A tap; {@code letter} tells those of a test apart. */
    static TapInterface tap(char letter) throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "skipped: no /dev/net/tun");
        String name = PREFIX + letter;
        require("tuntap", "add", "dev", name, "mode", "tap");
        return up(name);
    }

    /** A bridge. */
    static TapInterface bridge(char letter) throws IOException {
        String name = PREFIX + letter;
        require("link", "add", name, "type", "bridge");
        return up(name);
    }

    private static TapInterface up(String name) throws IOException {
        TapInterface made = new TapInterface(name);
        require("link", "set", name, "up");
        return made;
    }

    private static void require(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        StringBuilder said = new StringBuilder();
        assumeTrue(run(command, said) == 0, () -> "skipped: " + String.join(" ", command) + ": " + said);
    }

    /** What {@code command} says, and its status. */
    private static int run(List<String> command, StringBuilder said) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (IOException e) {
            said.append(e.getMessage());
            return -1;
        }
    }

    String name() {
        return name;
    }

    /** Gives this host an address there, with the length of its network behind it. */
    void address(String address) throws IOException {
        require("addr", "add", address, "dev", name);
    }

    /** Puts it into a bridge. */
    void in(TapInterface bridge) throws IOException {
        require("link", "set", name, "master", bridge.name);
    }

    /** Whether its bridge has learned that {@code mac} is here. */
    boolean has(String mac) throws IOException {
        StringBuilder said = new StringBuilder();
        run(List.of("bridge", "fdb", "show", "brport", name), said);
        return said.toString().contains(mac);
    }

    @Override
    public void close() throws IOException {
        run(List.of("ip", "link", "del", name), new StringBuilder());
    }
}
