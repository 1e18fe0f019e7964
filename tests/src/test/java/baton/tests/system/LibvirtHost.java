package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.harness.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A libvirtd that thinks it has a host of its own (tests/libvirt/libvirtd.sh), and virsh to talk to it. */
final class LibvirtHost implements AutoCloseable {
    private static final Path SCRIPT = Path.of("libvirt", "libvirtd.sh").toAbsolutePath();
    private static final long END_SECONDS = 20;

    private final Path directory;
    private final Process daemon;

    private LibvirtHost(Path directory, Process daemon) {
        this.directory = directory;
        this.daemon = daemon;
    }

    static LibvirtHost start(Path directory, String name) throws IOException {
        Path own = Files.createDirectories(directory.resolve(name));
        Process daemon = new ProcessBuilder(SCRIPT.toString(), own.toString(), name)
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("libvirtd.out").toFile())
                .start();
        LibvirtHost host = new LibvirtHost(own, daemon);
        Await.until("libvirtd", () -> own.toString(), () -> Files.exists(own.resolve("run/libvirt-sock")));
        return host;
    }

    /** The address other libvirtds and virsh know it by. */
    String uri() {
        return "qemu+unix:///system?socket=" + directory.resolve("run/libvirt-sock");
    }

    /** Runs virsh; a failure is the test's, with what the emulator said. Gives what was printed. */
    String virsh(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("timeout", "-k", "5", "60", "virsh", "-c", uri()));
        command.addAll(List.of(words));
        Launched done = Launched.run(directory, Map.of(), command.toArray(new String[0]));
        assertEquals(0, done.status(), () -> String.join(" ", words) + ": " + done + "\n" + emulators());
        return done.out().strip();
    }

    private String emulators() {
        StringBuilder logs = new StringBuilder();
        Path log = directory.resolve("log/qemu");
        String[] names = log.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            try {
                logs.append(name).append(":\n").append(Files.readString(log.resolve(name)));
            } catch (IOException e) {
                logs.append(e);
            }
        }
        return logs.toString();
    }

    @Override
    public void close() throws IOException {
        daemon.destroy();
        try {
            if (!daemon.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                daemon.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
