package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system with room for 16 KiB, in a mount namespace of a guest's process and gone with it. Only root can have one. */
final class FullDisk {
    /** What is said when it is full. */
    static final String TEXT = "Unable to write to file: No space left on device";

    private FullDisk() {}

    /** Whether this user may mount. */
    static boolean possible() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /** Words in front of a command that is to have one in {@code directory}. */
    static List<String> in(Path directory) throws IOException {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        String mount = "mount -t tmpfs -o size=16k small '" + disk + "' && exec \"$@\"";
        return List.of("unshare", "-m", "--propagation", "private", "sh", "-c", mount, "sh");
    }

    /** Words in front of a command that is to find room for 8 MiB in /dev/shm. */
    static List<String> littleSharedMemory() {
        String mount = "mount -t tmpfs -o size=8m small /dev/shm && exec \"$@\"";
        return List.of("unshare", "-m", "--propagation", "private", "sh", "-c", mount, "sh");
    }

    /** A file there. */
    static String uri(MovingGuest guest) {
        return "file:" + file(guest);
    }

    private static Path file(MovingGuest guest) {
        return guest.directory().resolve("disk").resolve("vm.state");
    }

    /** Fails unless the half file is gone again. */
    static void assertCleared(MovingGuest guest) {
        long pid = guest.current().process().pid();
        assertFalse(Files.exists(Path.of("/proc/" + pid + "/root" + file(guest))), "half a state was left");
    }
}
