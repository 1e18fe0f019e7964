package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The test guest and the process it is in. Closing kills whatever is left. */
final class MovingGuest implements AutoCloseable {
    private static final String TAKEN = "The guest was taken over by process ";

    private final Path directory;
    private Machine machine;
    private final List<Instance> instances = new ArrayList<>();
    private Instance current;
    private GuestMemory memory;

    MovingGuest(Path directory, Machine machine) {
        this.directory = directory;
        this.machine = machine;
    }

    /** Starts it in its first process and waits until it counts. */
    MovingGuest begin() throws IOException, QmpError {
        return begin(List.of());
    }

    /** As {@link #begin()}, with its first process started by a command that these words begin. */
    MovingGuest begin(List<String> prefix) throws IOException, QmpError {
        start(prefix);
        memory.awaitUp(machine.cpus());
        return this;
    }

    /** Starts it in its first process. */
    MovingGuest start() throws IOException, QmpError {
        return start(List.of());
    }

    /** As {@link #start()}, with its first process started by a command that these words begin. */
    MovingGuest start(List<String> prefix) throws IOException, QmpError {
        current = withMemory(plan()).through(prefix).start();
        current.qmp();
        look();
        return this;
    }

    /** Processes that are planned from now on are given another machine, of the same RAM. */
    void next(Machine other) {
        machine = other;
    }

    /** What it printed, over all processes. */
    SerialLog serial() {
        return new SerialLog(instances.stream().map(Instance::serial).toArray(Path[]::new));
    }

    private void look() throws IOException {
        look(current);
    }

    /** From now on its RAM is looked at in that process. */
    void look(Instance instance) throws IOException {
        if (memory != null) {
            memory.close();
        }
        memory = machine.ramStays()
                ? GuestMemory.of(Machine.ramFile(directory))
                : GuestMemory.of(instance.process().pid(), machine.bytes());
    }

    /** A further process for this guest, not started; it is closed with this. */
    Instance plan(String... more) throws IOException {
        return plan(machine, more);
    }

    /** A further process with another machine. */
    Instance plan(Machine other, String... more) throws IOException {
        Instance instance = Instance.planned(directory, other, List.of(more));
        instances.add(instance);
        return instance;
    }

    /** The process it is in. */
    Instance current() {
        return current;
    }

    Machine machine() {
        return machine;
    }

    Path directory() {
        return directory;
    }

    /** Its RAM. */
    GuestMemory memory() {
        return memory;
    }

    /** Hands it over, and ends the old process where there is one. */
    void handOver(Mode mode, Way way, boolean defer) throws IOException, QmpError {
        mode(mode);
        boolean two = mode == Mode.TRANSFER || mode == Mode.REBOOT && way.live();
        try (Ends ends = way.ends(directory, two, defer)) {
            switch (mode) {
                case REBOOT -> reboot(ends, two, defer);
                case TRANSFER -> endOld(transfer(ends, defer));
                default -> exec(ends, defer);
            }
        }
    }

    /** Hands it over in mode normal while it runs, and ends the old process. */
    void live() throws IOException, QmpError {
        current.qmp().execute("migrate-set-parameters", "mode", "normal");
        try (Ends ends = Way.UNIX.ends(directory, true, false)) {
            reboot(ends, true, false);
        }
    }

    /** A process that is handed no RAM. */
    Instance withMemory(Instance instance) throws IOException {
        return instance.with(machine.ownMemory()).behind(machine.redirection(directory));
    }

    /** Sets the migration mode of the process it is in. */
    void mode(Mode mode) throws IOException, QmpError {
        current.qmp().execute("migrate-set-parameters", "mode", mode.parameter());
    }

    private void reboot(Ends ends, boolean both, boolean defer) throws IOException, QmpError {
        // The new process can only be told to leave RAM where it is before the stream comes.
        boolean inPlace = machine.ramStays() && defer;
        if (inPlace) {
            keepSharedRam(current, true);
        }
        Instance old = current;
        ends.toOld(old);
        Instance heir = both ? bring(ends, defer, inPlace) : null;
        old.qmp().execute("migrate", "uri", ends.out());
        old.qmp().awaitMigration("completed");
        endOld(old);
        become(both ? heir : bring(ends, defer, inPlace));
        // Capabilities of old and new must be equal, and the next new one starts without.
        keepSharedRam(current, false);
        // Of RAM without a name the new process has a copy.
        look();
    }

    private Instance bring(Ends ends, boolean defer, boolean inPlace) throws IOException, QmpError {
        Instance heir = withMemory(plan("-incoming", defer ? "defer" : ends.in()))
                .behind(ends.redirection())
                .start();
        if (inPlace) {
            keepSharedRam(heir, true);
        }
        if (defer) {
            load(heir, ends);
        }
        heir.qmp();
        return heir;
    }

    private static void load(Instance heir, Ends ends) throws IOException, QmpError {
        ends.toNew(heir);
        heir.qmp().execute("migrate-incoming", "uri", ends.in());
    }

    private static void keepSharedRam(Instance instance, boolean keep) throws IOException, QmpError {
        instance.qmp()
                .execute(
                        "migrate-set-capabilities",
                        "capabilities",
                        List.of(Map.of("capability", "x-ignore-shared", "state", keep)));
    }

    /** Hands it over to a new process beside the old one, which is given. */
    Instance transfer(Ends ends, boolean defer) throws IOException, QmpError {
        Instance old = current;
        ends.toOld(old);
        Instance heir =
                heir(defer ? "defer" : ends.in()).behind(ends.redirection()).start();
        awaitCprSocket(heir);
        migrateTo(old, ends.out());
        if (defer) {
            load(heir, ends);
        }
        old.qmp().awaitMigration("completed");
        become(heir);
        assertEquals("postmigrate", old.status());
        String refusal = old.qmp().refused("cont").getMessage();
        assertTrue(refusal.startsWith(TAKEN + heir.process().pid()), refusal);
        return old;
    }

    /** A process that waits for the guest at {@link #cprSocket}; not started. */
    Instance heir(String main, String... more) throws IOException {
        return heir(machine, main, more);
    }

    Instance heir(Machine other, String main, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of(
                "-incoming", main, "-incoming", "cpr,addr.transport=socket,addr.type=unix,addr.path=" + cprSocket()));
        return plan(other, arguments.toArray(new String[0]));
    }

    Path cprSocket() {
        return directory.resolve("cpr.sock");
    }

    /** Waits until the new process has opened its CPR socket. */
    void awaitCprSocket(Instance heir) throws IOException {
        Processes.awaitListening(heir.process(), cprSocket());
    }

    /** The command of cpr-transfer. */
    void migrateTo(Instance old, String main) throws IOException, QmpError {
        old.qmp().execute("migrate", "channels", channels(main));
    }

    /** Channels of cpr-transfer; main is a URI of any kind but memfd. */
    List<Object> channels(String main) {
        Object cpr = Map.of(
                "transport", "socket", "type", "unix", "path", cprSocket().toString());
        return List.of(
                Map.of("channel-type", "main", "addr", address(main)), Map.of("channel-type", "cpr", "addr", cpr));
    }

    private static Object address(String uri) {
        String rest = uri.substring(uri.indexOf(':') + 1);
        int colon = rest.lastIndexOf(':');
        return switch (uri.substring(0, uri.indexOf(':'))) {
            case "unix" -> Map.of("transport", "socket", "type", "unix", "path", rest);
            case "tcp" -> Map.of(
                    "transport",
                    "socket",
                    "type",
                    "inet",
                    "host",
                    rest.substring(0, colon),
                    "port",
                    rest.substring(colon + 1));
            case "fd" -> Map.of("transport", "socket", "type", "fd", "str", rest);
            case "file" -> Map.of("transport", "file", "filename", rest, "offset", 0);
            default -> Map.of("transport", "exec", "args", List.of("/bin/sh", "-c", rest));
        };
    }

    /** Hands it over in place. */
    void exec(Ends ends, boolean defer) throws IOException, QmpError {
        Instance old = current;
        ends.toOld(old);
        Instance heir = plan("-incoming", defer ? "defer" : ends.in()).behind(ends.redirection());
        old.qmp().execute("migrate-set-parameters", "cpr-exec-command", heir.command());
        old.qmp().execute("migrate", "uri", ends.out());
        heir.inside(old);
        heir.qmp();
        if (defer) {
            load(heir, ends);
        }
        become(heir);
    }

    /** Waits until it has arrived in {@code heir}. */
    void become(Instance heir) throws IOException, QmpError {
        heir.qmp().awaitMigration("completed");
        current = heir;
    }

    private static void endOld(Instance old) throws IOException, QmpError {
        assertEquals(0, old.quit(), old.process()::toString);
    }

    /** How many processes there are that it is not in. */
    int othersAlive() {
        int others = 0;
        for (Instance instance : instances) {
            boolean other = instance.process() != null && instance.process() != current.process();
            others += other && instance.process().isAlive() ? 1 : 0;
        }
        return others;
    }

    /** Fails unless it runs, in one process, at its rates and with nothing lost since {@code before}; the counters then. */
    GuestCounters assertWentOn(GuestCounters before) throws IOException, QmpError {
        assertEquals("running", current.status());
        GuestCounters first = memory.awaitTicks(before, 10);
        return memory.assertRates(first);
    }

    /** Fails unless what it printed, over all processes, is whole. */
    int assertGapless() throws IOException {
        return serial().assertGapless();
    }

    @Override
    public void close() throws IOException {
        for (Instance instance : instances) {
            instance.close();
        }
        if (memory != null) {
            memory.close();
        }
    }
}
