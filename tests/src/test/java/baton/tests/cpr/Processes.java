package baton.tests.cpr;

import baton.tests.harness.Await;
import baton.tests.harness.MonitorProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What {@code /proc} says of processes. */
public final class Processes {
    private Processes() {}

    /** What a process holds of the host; resident memory in bytes, without what it shares. */
    record Footprint(int descriptors, int threads, long resident) {
        static Footprint of(long pid) throws IOException {
            long anonymous = 0;
            int threads = 0;
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("RssAnon:")) {
                    anonymous = number(line) << 10;
                } else if (line.startsWith("Threads:")) {
                    threads = (int) number(line);
                }
            }
            return new Footprint(Processes.descriptors(pid).size(), threads, anonymous);
        }

        private static long number(String line) {
            return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }

        String mebibytes() {
            return (resident >> 20) + " MiB";
        }
    }

    /** What a process has open. */
    static List<String> descriptors(long pid) {
        List<String> open = new ArrayList<>();
        for (File descriptor : Objects.requireNonNullElse(new File("/proc/" + pid + "/fd").listFiles(), new File[0])) {
            try {
                open.add(descriptor.getName() + " " + Files.readSymbolicLink(descriptor.toPath()));
            } catch (IOException e) {
                // Closed since it was listed.
                continue;
            }
        }
        return open;
    }

    /** Sends a signal by name; STOP has stopped every thread afterwards, which takes until one of them gets a processor. */
    static void signal(long pid, String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (name.equals("STOP")) {
            Await.until("process " + pid + " to stand still", () -> "", () -> stopped(pid));
        }
    }

    private static boolean stopped(long pid) throws IOException {
        for (File task : Objects.requireNonNullElse(new File("/proc/" + pid + "/task").listFiles(), new File[0])) {
            try {
                if (!Files.readString(task.toPath().resolve("status")).contains("State:\tT")) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                // A thread that ended since it was listed: look again.
                return false;
            }
        }
        return true;
    }

    /** Waits until the process listens on a unix socket; fails when it ends before. */
    public static void awaitListening(MonitorProcess process, Path socket) throws IOException {
        Await.until("listener on " + socket, process::toString, () -> {
            if (!process.isAlive()) {
                throw new IOException("ended with " + process.awaitExit() + ": " + process);
            }
            return listening(socket);
        });
    }

    /** Columns of /proc/net/unix: number, references, protocol, flags (10000: listening), type, state, inode, path. */
    private static boolean listening(Path socket) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/net/unix"))) {
            if (line.endsWith(" " + socket) && line.contains(" 00010000 ")) {
                return true;
            }
        }
        return false;
    }
}
