package baton.tests.cpr;

import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What can go wrong in cpr-exec before the process is the new one. */
final class ExecFaults {
    private ExecFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(command());
        all.addAll(trial());
        all.addAll(stream());
        return all;
    }

    private static List<Fault> command() {
        return List.of(
                new Fault(
                        "check",
                        "no command",
                        "Parameter 'cpr-exec-command' required",
                        guest -> command(guest, List.of(), "file:vm.state")),
                new Fault(
                        "check",
                        "missing program",
                        "No such file or directory",
                        guest -> command(guest, List.of("/nonexistent/baton"), "file:vm.state")),
                new Fault(
                        "check",
                        "not executable",
                        "Permission denied",
                        guest -> command(guest, List.of(script(guest, "plain", "#!/bin/sh", false)), "file:vm.state")),
                new Fault(
                        "exec",
                        "script without interpreter",
                        "No such file or directory",
                        guest -> command(
                                guest, List.of(script(guest, "bad", "#!/nonexistent/sh", true)), "file:vm.state")));
    }

    private static List<Fault> trial() {
        return List.of(
                new Fault(
                        "trial",
                        "wrong option",
                        "would have failed",
                        guest -> command(guest, plus(heir(guest, guest.machine()), "-nonsense"), "file:vm.state")),
                new Fault(
                        "trial",
                        "missing kernel",
                        "would have failed",
                        guest -> command(
                                guest, plus(heir(guest, guest.machine()), "-kernel", "/nonexistent"), "file:vm.state")),
                new Fault(
                        "trial",
                        "RAM is 32 MiB",
                        "",
                        guest -> command(
                                guest,
                                heir(guest, new Machine(1, 32, guest.machine().backend(), "")),
                                "file:vm.state")),
                new Fault(
                        "trial",
                        "2 vCPUs",
                        "builds another machine",
                        guest -> command(
                                guest,
                                heir(guest, new Machine(2, 64, guest.machine().backend(), "")),
                                "file:vm.state")),
                new Fault(
                        "trial",
                        "missing java",
                        "would have failed",
                        guest -> command(
                                guest, prefixed(guest, "env", "BATON_JAVA=/nonexistent/java"), "file:vm.state")),
                new Fault("trial", "hangs", "did not end its trial within 700 ms", ExecFaults::hangs));
    }

    private static List<Fault> stream() {
        return List.of(
                new Fault(
                        "main",
                        "directory missing",
                        "Could not create '",
                        guest -> command(guest, heir(guest, guest.machine()), "file:/nonexistent/vm.state")),
                new Fault(
                        "main",
                        "full disk (file)",
                        "",
                        guest -> command(guest, heir(guest, guest.machine()), "file:/dev/full")),
                new Fault(
                        "stream",
                        "full disk (exec)",
                        "",
                        guest -> command(guest, heir(guest, guest.machine()), "exec:cat > /dev/full")),
                new Fault(
                        "stream",
                        "command ends in it",
                        "",
                        guest -> command(guest, heir(guest, guest.machine()), "exec:head -c 500 > /dev/null; exit 1")),
                new Fault(
                        "stream",
                        "command fails after it",
                        "",
                        guest -> command(guest, heir(guest, guest.machine()), "exec:cat > /dev/null; exit 3")));
    }

    private static List<String> heir(MovingGuest guest, Machine machine) throws IOException {
        return guest.plan(machine, "-incoming", "file:vm.state").command();
    }

    private static List<String> plus(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    private static List<String> prefixed(MovingGuest guest, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(heir(guest, guest.machine()));
        return all;
    }

    private static String script(MovingGuest guest, String name, String text, boolean executable) throws IOException {
        Path file = guest.directory().resolve(name);
        Files.writeString(file, text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        return file.toString();
    }

    private static String hangs(MovingGuest guest) throws IOException, QmpError {
        guest.current().qmp().execute("migrate-set-parameters", "x-cpr-timeout", 700);
        try {
            String java = script(guest, "java", "#!/bin/sh\nexec sleep 60", true);
            return command(guest, prefixed(guest, "env", "BATON_JAVA=" + java), "file:vm.state");
        } finally {
            guest.current().qmp().execute("migrate-set-parameters", "x-cpr-timeout", 20_000);
        }
    }

    /** What migrate says, or query-migrate after it. */
    private static String command(MovingGuest guest, List<String> command, String uri) throws IOException, QmpError {
        Instance instance = guest.current();
        instance.qmp().execute("migrate-set-parameters", "cpr-exec-command", command);
        try {
            instance.qmp().execute("migrate", "uri", uri);
        } catch (QmpError e) {
            return e.getMessage();
        }
        return instance.awaitFailure();
    }
}
