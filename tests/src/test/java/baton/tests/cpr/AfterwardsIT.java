package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to either process, or to the state, when the other has done its part. */
@KvmRequired
class AfterwardsIT {
    @TempDir
    private Path directory;

    @Test
    void oldProcessKilledAfterTransfer_guestGoesOn() throws IOException, QmpError {
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).begin()) {
            GuestCounters before = guest.memory().read();
            guest.mode(Mode.TRANSFER);
            Instance old = guest.transfer(Way.UNIX.ends(directory, true, false), false);
            old.kill();
            guest.assertWentOn(before);
            guest.assertGapless();
        }
    }

    @Test
    void oldProcessKilledWhileNewOneWaits_newOneEndsWithoutAGuest() throws IOException, QmpError {
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).begin()) {
            guest.mode(Mode.TRANSFER);
            Instance heir = guest.heir("defer").start();
            guest.awaitCprSocket(heir);
            guest.migrateTo(guest.current(), "unix:" + directory.resolve("main"));
            heir.qmp().awaitStatus("inmigrate");
            guest.current().kill();
            GuestCounters last = guest.memory().read();
            assertEquals(1, heir.process().awaitExit());
            assertEquals(last.page(), guest.memory().read().page(), "nobody runs it");
            String said = heir.process().err().text();
            assertTrue(
                    said.endsWith("no guest will come: the old process ended before it handed the guest over\n"), said);
        }
    }

    @Test
    void stateThatIsMissingAfterExec_canBeTriedAgain() throws IOException, QmpError {
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).begin()) {
            GuestCounters before = guest.memory().read();
            guest.mode(Mode.EXEC);
            Instance heir = guest.plan("-incoming", "defer");
            Instance old = guest.current();
            Path state = directory.resolve("vm.state");
            old.qmp().execute("migrate-set-parameters", "cpr-exec-command", heir.command());
            old.qmp().execute("migrate", "uri", "file:" + state);
            heir.inside(old);

            refused(heir, directory.resolve("missing"), "No such file or directory");
            assertEquals("inmigrate", heir.status());
            heir.qmp().execute("migrate-incoming", "uri", "file:" + state);
            guest.become(heir);
            guest.assertWentOn(before);
            guest.assertGapless();
        }
    }

    private static void refused(Instance heir, Path state, String words) throws IOException, QmpError {
        String told;
        try {
            heir.qmp().execute("migrate-incoming", "uri", "file:" + state, "exit-on-error", false);
            told = heir.awaitFailure();
        } catch (QmpError e) {
            told = e.getMessage();
        }
        assertTrue(told.contains(words), told);
    }

    @Test
    void garbageAsCprState_endsTheNewProcessWithTheReason() throws IOException {
        Instance heir = Instance.planned(directory, Machine.small(Machine.Backend.MEMFD), List.of());
        for (String number : new String[] {"nonsense", "-1", "777"}) {
            ProcessBuilder builder = new ProcessBuilder(heir.command()).redirectErrorStream(true);
            builder.environment().put("QEMU_CPR_EXEC_STATE", number);
            Process started = builder.start();
            String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertFalse(said.isBlank(), "nothing said for " + number);
            assertFalse(said.contains("\tat "), said);
            assertEquals(1, started.onExit().join().exitValue(), said);
        }
    }
}
