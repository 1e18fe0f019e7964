package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can go wrong in cpr-reboot while the old process is still there. */
final class RebootFaults {
    static final String FULL_MEMORY =
            "load of migration failed: Cannot allocate memory: the host has no memory for the guest's RAM";

    private RebootFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(saving());
        all.addAll(loading());
        return all;
    }

    private static List<Fault> saving() {
        return List.of(
                new Fault(
                        "main",
                        "directory missing",
                        "Could not create '/nonexistent/s': No such file or directory",
                        guest -> save(guest, "file:/nonexistent/s")),
                new Fault(
                        "main",
                        "a device that is full",
                        "failed to truncate migration file to offset 0: Invalid argument",
                        guest -> save(guest, "file:/dev/full")),
                new Fault(
                        "main",
                        "nobody listens",
                        "': Connection refused",
                        guest -> save(guest, "tcp:127.0.0.1:" + Way.freePort())),
                new Fault("stream", "full file system", FullDisk.TEXT, RebootFaults::fullDisk),
                new Fault(
                        "stream",
                        "full disk (exec)",
                        "Unable to write to command: Broken pipe",
                        guest -> save(guest, "exec:cat > /dev/full 2>&1")),
                new Fault(
                        "stream",
                        "command ends in it",
                        "Unable to write to command: Broken pipe",
                        guest -> save(guest, "exec:head -c 500 > /dev/null; exit 1")),
                new Fault("stream", "new killed", "Unable to write to socket: Broken pipe", RebootFaults::newKilled),
                new Fault("stream", "new hangs, cancelled", "cancelled", RebootFaults::newHangs));
    }

    private static List<Fault> loading() {
        return List.of(
                new Fault(
                        "load",
                        "state is empty",
                        "load of migration failed: Invalid argument: Not a migration stream, magic: 0 != 5145564d",
                        guest -> load(guest, 0, guest.machine())),
                new Fault(
                        "load",
                        "state is cut",
                        "load of migration failed: Input/output error: ",
                        guest -> load(guest, 3000, guest.machine())),
                new Fault(
                        "load",
                        "state is garbage",
                        "load of migration failed: Invalid argument: Not a migration stream, magic: 78787878 != 5145564d",
                        guest -> load(guest, -1, guest.machine())),
                new Fault(
                        "load",
                        "RAM is 32 MiB",
                        "Size mismatch: ram0: 0x4000000 != 0x2000000: Invalid argument",
                        guest -> load(
                                guest,
                                Integer.MAX_VALUE,
                                new Machine(1, 32, guest.machine().backend(), ""))),
                new Fault("load", "/dev/shm is full", FULL_MEMORY, RebootFaults::fullMemory),
                new Fault(
                        "load",
                        "no RTC",
                        "Unknown section or instance 'mc146818rtc' 0",
                        guest -> load(guest, Integer.MAX_VALUE, guest.machine(), "-M", "rtc=off")));
    }

    private static String fullDisk(MovingGuest guest) throws IOException, QmpError {
        String told = save(guest, FullDisk.uri(guest));
        FullDisk.assertCleared(guest);
        return told;
    }

    private static String newKilled(MovingGuest guest) throws IOException, QmpError {
        Instance heir = slowly(guest);
        heir.kill();
        String told = guest.current().awaitFailure();
        speed(guest, 1 << 30);
        return told;
    }

    /** A stream has no time limit: it may be a slow disk. */
    private static String newHangs(MovingGuest guest) throws IOException, QmpError {
        Instance heir = slowly(guest);
        Processes.signal(heir.process().pid(), "STOP");
        guest.current().qmp().execute("migrate_cancel");
        guest.current().qmp().awaitMigration("cancelled");
        Processes.signal(heir.process().pid(), "CONT");
        heir.process().awaitExit();
        speed(guest, 1 << 30);
        return "cancelled";
    }

    private static Instance slowly(MovingGuest guest) throws IOException, QmpError {
        Path main = guest.directory().resolve("main");
        Instance heir = guest.plan("-incoming", "unix:" + main).start();
        Processes.awaitListening(heir.process(), main);
        speed(guest, 1 << 20);
        guest.current().qmp().execute("migrate", "uri", "unix:" + main);
        guest.current().qmp().awaitMigration("active");
        return heir;
    }

    private static void speed(MovingGuest guest, long bytes) throws IOException, QmpError {
        guest.current().qmp().execute("migrate-set-parameters", "max-bandwidth", bytes);
    }

    private static String save(MovingGuest guest, String uri) throws IOException, QmpError {
        try {
            guest.current().qmp().execute("migrate", "uri", uri);
        } catch (QmpError e) {
            return e.getMessage();
        }
        return guest.current().awaitFailure();
    }

    /** The new process has no memory for the guest's. */
    private static String fullMemory(MovingGuest guest) throws IOException, QmpError {
        Path state = guest.directory().resolve("vm.state");
        guest.current().qmp().execute("migrate", "uri", "file:" + state);
        guest.current().qmp().awaitMigration("completed");
        return refusedBy(guest.plan("-incoming", "file:" + state).through(FullDisk.littleSharedMemory()), guest);
    }

    private static String refusedBy(Instance heir, MovingGuest guest) throws IOException, QmpError {
        heir.start();
        assertEquals(1, heir.process().awaitExit(), heir::errors);
        guest.current().qmp().execute("cont");
        return heir.errors();
    }

    /** A new process cannot load it: the old one, which is still there, is told to go on. */
    private static String load(MovingGuest guest, int length, Machine machine, String... more)
            throws IOException, QmpError {
        Path state = guest.directory().resolve("vm.state");
        guest.current().qmp().execute("migrate", "uri", "file:" + state);
        guest.current().qmp().awaitMigration("completed");
        byte[] bytes = Files.readAllBytes(state);
        if (length < 0) {
            Arrays.fill(bytes, (byte) 'x');
        }
        Files.write(state, Arrays.copyOf(bytes, length < 0 ? bytes.length : Math.min(length, bytes.length)));
        String[] arguments = Arrays.copyOf(more, more.length + 2);
        arguments[more.length] = "-incoming";
        arguments[more.length + 1] = "file:" + state;
        return refusedBy(guest.plan(machine, arguments), guest);
    }
}
