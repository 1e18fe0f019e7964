package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.cpr.Tap.Act;
import baton.tests.harness.Await;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What happens to a process that has, or had, the guest: afterwards the new process runs it, or nobody can, because the only
 * process that had all of it was killed.
 */
final class Deaths {
    /** Who has the guest afterwards. */
    enum Owner {
        NEW,
        NOBODY
    }

    /** One row: which mode, what happens when, who has the guest then, and what is said where. */
    record Death(Mode mode, String step, String fault, Owner owner, String text, Fault.Attempt attempt) {
        @Override
        public String toString() {
            return mode + ", " + step + ": " + fault;
        }
    }

    private static final String VAIN = "no guest will come: the old process ended before it handed the guest over";
    private static final String TAKEN = "The guest was taken over by process ";

    private Deaths() {}

    static List<Death> all() {
        return List.of(
                new Death(Mode.TRANSFER, "wait", "old killed", Owner.NOBODY, VAIN, Deaths::waiting),
                new Death(
                        Mode.TRANSFER,
                        "stream",
                        "old killed",
                        Owner.NOBODY,
                        "load of migration failed",
                        Deaths::inStream),
                new Death(Mode.TRANSFER, "G to T", "old killed", Owner.NEW, "", guest -> oldKilled(guest, 'G')),
                new Death(Mode.TRANSFER, "G to T", "old hangs, goes on", Owner.NEW, "", guest -> oldHangs(guest, 'G')),
                new Death(Mode.TRANSFER, "after T", "old killed", Owner.NEW, "", guest -> oldKilled(guest, 'T')),
                new Death(Mode.TRANSFER, "after T", "old hangs, goes on", Owner.NEW, "", guest -> oldHangs(guest, 'T')),
                new Death(Mode.TRANSFER, "after T", "new killed", Owner.NOBODY, TAKEN, Deaths::newKilledAtLast),
                new Death(Mode.EXEC, "trial", "killed", Owner.NOBODY, "killed", Deaths::inTrial),
                new Death(Mode.EXEC, "stream", "killed", Owner.NOBODY, "killed", Deaths::execInStream),
                new Death(
                        Mode.EXEC,
                        "load",
                        "stream is garbage",
                        Owner.NEW,
                        "Not a migration stream, magic: 68656c6c != 5145564d",
                        guest -> execLoads(guest, "echo hello world")),
                new Death(
                        Mode.EXEC,
                        "load",
                        "stream is cut",
                        Owner.NEW,
                        "load of migration failed: ",
                        guest -> execLoads(guest, "head -c 3000 STATE")),
                new Death(
                        Mode.REBOOT,
                        "stream",
                        "old killed",
                        Owner.NOBODY,
                        "load of migration failed",
                        Deaths::rebootInStream));
    }

    private static String waiting(MovingGuest guest) throws IOException, QmpError {
        Instance heir = guest.heir("defer").start();
        guest.awaitCprSocket(heir);
        guest.migrateTo(guest.current(), "unix:" + guest.directory().resolve("main"));
        heir.qmp().awaitStatus("inmigrate");
        guest.current().kill();
        assertEquals(1, heir.process().awaitExit());
        return heir.errors();
    }

    private static String inStream(MovingGuest guest) throws IOException, QmpError {
        Path main = guest.directory().resolve("main");
        Path tapped = guest.directory().resolve("tapped");
        Instance heir = guest.heir("unix:" + main).start();
        try (Tap tap = Tap.between(tapped, main, 2000, Act.HOLD)) {
            guest.awaitCprSocket(heir);
            guest.migrateTo(guest.current(), "unix:" + tapped);
            tap.awaitReached();
            guest.current().kill();
        }
        heir.process().awaitExit();
        return heir.errors();
    }

    private static String oldKilled(MovingGuest guest, char letter) throws IOException, QmpError {
        try (Handshake held = Handshake.heldAt(guest, letter)) {
            held.old().kill();
            held.goOn();
            held.arrive();
            return "";
        }
    }

    /** Nobody is the worse for it: the hand-over is only late. */
    private static String oldHangs(MovingGuest guest, char letter) throws IOException, QmpError {
        try (Handshake held = Handshake.heldAt(guest, letter)) {
            long pid = held.old().process().pid();
            Processes.signal(pid, "STOP");
            held.goOn();
            Processes.signal(pid, "CONT");
            held.arrive();
            held.old().qmp().awaitMigration("completed");
            assertEquals(0, held.old().quit());
            return "";
        }
    }

    private static String newKilledAtLast(MovingGuest guest) throws IOException, QmpError {
        try (Handshake held = Handshake.heldAt(guest, 'T')) {
            held.goOn();
            held.old().qmp().awaitMigration("completed");
            held.heir().kill();
            return held.old().qmp().refused("cont").getMessage();
        }
    }

    private static String inTrial(MovingGuest guest) throws IOException, QmpError {
        Path begun = guest.directory().resolve("begun");
        String java = ExecFaults.script(guest, "slow", "#!/bin/sh\n: > " + begun + "; exec sleep 5", true);
        List<String> command = ExecFaults.prefixed(guest, "env", "BATON_JAVA=" + java);
        killedWhile(guest, command, "file:" + guest.directory().resolve("vm.state"), () -> Files.exists(begun));
        return "killed";
    }

    private static String execInStream(MovingGuest guest) throws IOException, QmpError {
        Path begun = guest.directory().resolve("begun");
        List<String> command = ExecFaults.prefixed(guest, "env");
        killedWhile(guest, command, "exec:: > " + begun + "; exec sleep 5", () -> Files.exists(begun));
        return "killed";
    }

    private static void killedWhile(MovingGuest guest, List<String> command, String uri, Await.Condition when)
            throws IOException, QmpError {
        Instance instance = guest.current();
        instance.qmp().execute("migrate-set-parameters", "cpr-exec-command", command);
        Thread asking = new Thread(() -> unanswered(instance, uri), "migrate");
        asking.setDaemon(true);
        asking.start();
        Await.until("the right moment", () -> "", when);
        instance.kill();
    }

    private static void unanswered(Instance instance, String uri) {
        try {
            instance.qmp().execute("migrate", "uri", uri);
        } catch (IOException | QmpError e) {
            // It is killed before it answers.
            return;
        }
    }

    /** The process stays, since the memory is nowhere else, and is given the good stream. */
    private static String execLoads(MovingGuest guest, String from) throws IOException, QmpError {
        Path state = guest.directory().resolve("vm.state");
        Instance old = guest.current();
        Instance heir = guest.plan("-incoming", "exec:" + from.replace("STATE", state.toString()));
        old.qmp().execute("migrate-set-parameters", "cpr-exec-command", heir.command());
        old.qmp().execute("migrate", "uri", "file:" + state);
        heir.inside(old);
        String told = heir.awaitFailure();
        heir.qmp().execute("migrate-incoming", "uri", "file:" + state);
        guest.become(heir);
        return told;
    }

    private static String rebootInStream(MovingGuest guest) throws IOException, QmpError {
        String main = "unix:" + guest.directory().resolve("main");
        Instance heir = guest.plan("-incoming", main).start();
        Processes.awaitListening(heir.process(), guest.directory().resolve("main"));
        Instance old = guest.current();
        old.qmp().execute("migrate-set-parameters", "max-bandwidth", 1 << 20);
        old.qmp().execute("migrate", "uri", main);
        old.qmp().awaitMigration("active");
        old.kill();
        heir.process().awaitExit();
        return heir.errors();
    }
}
