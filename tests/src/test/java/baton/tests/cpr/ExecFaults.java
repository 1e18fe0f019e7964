package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertFalse;

import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What can go wrong in cpr-exec before the process is the new one. */
final class ExecFaults {
    /** Enough to load Java, not enough for it to start. */
    static final String LITTLE_MEMORY = "--as=" + (800 << 20);

    static final String NO_MEMORY = "Could not allocate ";

    private ExecFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(command());
        all.addAll(trial());
        all.addAll(wrappers());
        all.addAll(stream());
        return all;
    }

    private static List<Fault> command() {
        return List.of(
                new Fault(
                        "check",
                        "no command",
                        "Parameter 'cpr-exec-command' required for cpr-exec",
                        guest -> command(guest, List.of(), "file:vm.state")),
                new Fault(
                        "check",
                        "missing program",
                        "execvp /nonexistent/baton failed: No such file or directory",
                        guest -> command(guest, List.of("/nonexistent/baton"), "file:vm.state")),
                new Fault(
                        "check",
                        "not executable",
                        "/plain failed: Permission denied",
                        guest -> command(guest, List.of(script(guest, "plain", "#!/bin/sh", false)), "file:vm.state")),
                new Fault(
                        "exec",
                        "script without interpreter",
                        "/bad failed: No such file or directory",
                        guest -> command(
                                guest, List.of(script(guest, "bad", "#!/nonexistent/sh", true)), "file:vm.state")));
    }

    private static List<Fault> trial() {
        return List.of(
                new Fault(
                        "trial",
                        "wrong option",
                        "The new command would have failed: qemu-system-x86_64: -nonsense: invalid option",
                        guest -> command(guest, plus(heir(guest, guest.machine()), "-nonsense"), "file:vm.state")),
                new Fault(
                        "trial",
                        "missing kernel",
                        "The new command would have failed: qemu: could not open kernel file '/nonexistent': "
                                + "No such file or directory",
                        guest -> command(
                                guest, plus(heir(guest, guest.machine()), "-kernel", "/nonexistent"), "file:vm.state")),
                new Fault(
                        "trial",
                        "RAM is 32 MiB",
                        "The new command builds another machine: -m size is 67108864 here and 33554432 there",
                        guest -> command(
                                guest,
                                heir(guest, new Machine(1, 32, guest.machine().backend(), "")),
                                "file:vm.state")),
                new Fault(
                        "trial",
                        "2 vCPUs",
                        "The new command builds another machine: -smp cpus is 1 here and 2 there",
                        guest -> command(
                                guest,
                                heir(guest, new Machine(2, 64, guest.machine().backend(), "")),
                                "file:vm.state")),
                new Fault(
                        "trial",
                        "missing java",
                        "The new command would have failed: baton: BATON_JAVA=/nonexistent/java is not a Java 17",
                        guest -> command(
                                guest, prefixed(guest, "env", "BATON_JAVA=/nonexistent/java"), "file:vm.state")),
                new Fault("trial", "hangs", "did not end its trial within 700 ms", ExecFaults::hangs));
    }

    /** The launcher is behind something: what is wrong with it is found out all the same. */
    private static List<Fault> wrappers() {
        String nonsense = "The new command would have failed: qemu-system-x86_64: -nonsense: invalid option";
        return List.of(
                new Fault("trial", "no memory", NO_MEMORY, ExecFaults::noMemory),
                new Fault("trial", "wrong option, sh -c", nonsense, ExecFaults::behindShell),
                new Fault("trial", "wrong option, script", nonsense, ExecFaults::behindScript),
                new Fault("trial", "wrong option, script that does more", nonsense, ExecFaults::behindBusyScript),
                new Fault("trial", "wrong option, script that decides", nonsense, ExecFaults::behindBranches),
                new Fault(
                        "trial",
                        "script that starts nothing",
                        "The new command would have ended without starting Baton",
                        ExecFaults::behindFalse));
    }

    private static String noMemory(MovingGuest guest) throws IOException, QmpError {
        return command(guest, prefixed(guest, "prlimit", LITTLE_MEMORY), "file:vm.state");
    }

    private static String behindShell(MovingGuest guest) throws IOException, QmpError {
        String words = "'" + String.join("' '", plus(heir(guest, guest.machine()), "-nonsense")) + "'";
        return command(guest, List.of("sh", "-c", "umask 077; exec " + words), "file:vm.state");
    }

    private static String behindScript(MovingGuest guest) throws IOException, QmpError {
        String wrapper = script(guest, "wrapper", "#!/bin/sh\n# finds its way\nexec \"$@\" -nonsense", true);
        return command(guest, prefixed(guest, wrapper), "file:vm.state");
    }

    private static String behindBranches(MovingGuest guest) throws IOException, QmpError {
        String text =
                "#!/bin/sh\nif [ -x /nonexistent ]; then umask 077; fi\nNOW=$(date)\ndate | cat\nexec \"$@\" -nonsense";
        String wrapper = script(guest, "branches", text, true);
        return command(guest, prefixed(guest, wrapper), "file:vm.state");
    }

    private static String behindFalse(MovingGuest guest) throws IOException, QmpError {
        String wrapper = script(guest, "false", "#!/bin/sh\nif [ -x /nonexistent ]; then exec \"$@\"; fi", true);
        return command(guest, prefixed(guest, wrapper), "file:vm.state");
    }

    /** It must not be run for a trial: what it does lasts. */
    private static String behindBusyScript(MovingGuest guest) throws IOException, QmpError {
        Path log = guest.directory().resolve("log");
        String wrapper = script(guest, "busy", "#!/bin/sh\necho started >> " + log + "\nexec \"$@\" -nonsense", true);
        String told = command(guest, prefixed(guest, wrapper), "file:vm.state");
        assertFalse(Files.exists(log), "the wrapper was run");
        return told;
    }

    private static List<Fault> stream() {
        return List.of(
                new Fault(
                        "main",
                        "directory missing",
                        "Could not create '/nonexistent/vm.state': No such file or directory",
                        guest -> command(guest, heir(guest, guest.machine()), "file:/nonexistent/vm.state")),
                new Fault(
                        "main",
                        "a device that is full",
                        "failed to truncate migration file to offset 0: Invalid argument",
                        guest -> command(guest, heir(guest, guest.machine()), "file:/dev/full")),
                new Fault("stream", "full file system", FullDisk.TEXT, ExecFaults::fullDisk),
                new Fault(
                        "stream",
                        "full disk (exec)",
                        "Unable to write to command: the command ended with exit status 1",
                        guest -> command(
                                guest,
                                heir(guest, guest.machine()),
                                "exec:dd of=/dev/full bs=1M iflag=fullblock 2>/dev/null")),
                new Fault(
                        "stream",
                        "command ends in it",
                        "Unable to write to command: Broken pipe",
                        guest -> command(guest, heir(guest, guest.machine()), "exec:head -c 500 > /dev/null; exit 1")),
                new Fault(
                        "stream",
                        "command fails after it",
                        "Unable to write to command: the command ended with exit status 3",
                        guest -> command(guest, heir(guest, guest.machine()), "exec:cat > /dev/null; exit 3")),
                new Fault(
                        "stream",
                        "command hangs",
                        "Unable to write to command: no answer within 700 ms: see parameter x-cpr-timeout",
                        ExecFaults::streamHangs));
    }

    private static String fullDisk(MovingGuest guest) throws IOException, QmpError {
        String told = command(guest, heir(guest, guest.machine()), FullDisk.uri(guest));
        FullDisk.assertCleared(guest);
        return told;
    }

    private static String streamHangs(MovingGuest guest) throws IOException, QmpError {
        guest.current().qmp().execute("migrate-set-parameters", "x-cpr-timeout", 700);
        try {
            return command(guest, prefixed(guest, "true"), "exec:exec sleep 60");
        } finally {
            guest.current().qmp().execute("migrate-set-parameters", "x-cpr-timeout", 20_000);
        }
    }

    private static List<String> heir(MovingGuest guest, Machine machine) throws IOException {
        return guest.plan(machine, "-incoming", "file:vm.state").command();
    }

    private static List<String> plus(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    static List<String> prefixed(MovingGuest guest, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(heir(guest, guest.machine()));
        return all;
    }

    static String script(MovingGuest guest, String name, String text, boolean executable) throws IOException {
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
