package baton.tests.cpr;

import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What can go wrong in cpr-reboot while the old process is still there. */
final class RebootFaults {
    private RebootFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "main", "directory missing", "Could not create '", guest -> save(guest, "file:/nonexistent/s")),
                new Fault("main", "full disk (file)", "", guest -> save(guest, "file:/dev/full")),
                new Fault(
                        "main",
                        "nobody listens",
                        "Connection refused",
                        guest -> save(guest, "tcp:127.0.0.1:" + Way.freePort())),
                new Fault("stream", "full disk (exec)", "", guest -> save(guest, "exec:cat > /dev/full")),
                new Fault(
                        "stream",
                        "command ends in it",
                        "",
                        guest -> save(guest, "exec:head -c 500 > /dev/null; exit 1")),
                new Fault(
                        "load", "state is empty", "load of migration failed", guest -> load(guest, 0, guest.machine())),
                new Fault(
                        "load",
                        "state is cut",
                        "load of migration failed",
                        guest -> load(guest, 3000, guest.machine())),
                new Fault(
                        "load",
                        "state is garbage",
                        "Not a migration stream",
                        guest -> load(guest, -1, guest.machine())),
                new Fault(
                        "load",
                        "RAM is 32 MiB",
                        "load of migration failed",
                        guest -> load(
                                guest,
                                Integer.MAX_VALUE,
                                new Machine(1, 32, guest.machine().backend(), ""))),
                new Fault(
                        "load",
                        "no RTC",
                        "load of migration failed",
                        guest -> load(guest, Integer.MAX_VALUE, guest.machine(), "-M", "rtc=off")));
    }

    private static String save(MovingGuest guest, String uri) throws IOException, QmpError {
        try {
            guest.current().qmp().execute("migrate", "uri", uri);
        } catch (QmpError e) {
            return e.getMessage();
        }
        return guest.current().awaitFailure();
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
        Instance heir = guest.plan(machine, arguments).start();
        int status = heir.process().awaitExit();
        guest.current().qmp().execute("cont");
        return "status " + status + ": " + heir.process().err().text().strip();
    }
}
