package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.command.hmp.MigrateCommand;
import baton.command.hmp.MigrateIncomingCommand;
import baton.command.machine.GuestFacts;
import baton.migration.run.MigrationService;
import baton.migration.run.MigrationStatus;
import baton.monitor.MonitorFds;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HMP {@code migrate} without {@code -d}: the prompt is away until the migration is over. */
@Timeout(20)
class SynchronousMigrateTest {
    @TempDir
    Path dir;

    private final ArrayDeque<Runnable> looks = new ArrayDeque<>();
    private final Monitor monitor = new Monitor();
    private CommandRig rig;
    private MigrationService migration;

    @BeforeEach
    void open() throws Exception {
        rig = new CommandRig();
        migration = rig.services.migration();
    }

    @AfterEach
    void close() throws IOException {
        migration.close();
        rig.close();
    }

    private void migrate(String uri, boolean detach) throws QmpException {
        Map<String, Object> args = new HashMap<>(Map.of("uri", uri));
        if (detach) {
            args.put("detach", Boolean.TRUE);
        }
        new MigrateCommand(migration, (millis, task) -> looks.add(task), rig.services.reporter())
                .run(new HmpArgs(args), monitor);
    }

    private void finish() {
        rig.services.loop().runUntil(() -> !migration.status().running());
    }

    @Test
    void prompt_comesBackWhenItIsOver() throws QmpException {
        migrate("file:" + dir.resolve("vm.state"), false);
        assertTrue(monitor.suspended);

        finish();
        looks.remove().run();

        assertFalse(monitor.suspended);
        assertEquals("", monitor.printed);
        assertTrue(looks.isEmpty(), "nobody looks any more");
        assertEquals("VM status: paused (postmigrate)\n", rig.hmp("info status"));
    }

    @Test
    void laterFailure_isSaidOnStderr() throws QmpException {
        migrate("unix:" + dir.resolve("nobody"), false);

        finish();
        looks.remove().run();

        assertFalse(monitor.suspended);
        assertEquals("", monitor.printed);
        String said = "error: Failed to connect to '" + dir.resolve("nobody") + "': No such file or directory";
        assertTrue(rig.happened.contains(said), rig.happened.toString());
    }

    @Test
    void detached_keepsThePrompt() throws QmpException {
        migrate("file:" + dir.resolve("vm.state"), true);

        assertFalse(monitor.suspended);
        assertTrue(looks.isEmpty());
        finish();
    }

    @Test
    void detachedReboot_keepsThePromptAwayForAMoment() throws Exception {
        migration.setParameter("mode", "cpr-reboot");
        migrate("file:" + dir.resolve("vm.state"), true);
        assertTrue(monitor.suspended);

        finish();
        looks.remove().run();

        assertFalse(monitor.suspended);
        assertTrue(looks.isEmpty(), "nobody looks any more");
        assertEquals("VM status: paused (postmigrate)\n", rig.hmp("info status"));
    }

    @Test
    void detachedRebootThatTakesLong_givesThePromptBackAfterASecond() throws Exception {
        migration.setParameter("mode", "cpr-reboot");
        migrate("file:" + dir.resolve("vm.state"), true);

        int seen = 0;
        while (monitor.suspended) {
            looks.remove().run();
            seen++;
        }

        assertEquals(200, seen);
        assertTrue(looks.isEmpty(), "nobody looks any more");
        finish();
    }

    @Test
    void detachedRebootToSomebodyElse_keepsThePrompt() throws Exception {
        migration.setParameter("mode", "cpr-reboot");
        migrate("unix:" + dir.resolve("nobody"), true);

        assertFalse(monitor.suspended);
        finish();
    }

    @Test
    void incomingFile_keepsThePromptAwayUntilItIsOver() throws Exception {
        Path file = Files.writeString(dir.resolve("vm.state"), "not a stream");
        try (CommandRig target = new CommandRig(new GuestFacts(null, null, false, 1, 1), true)) {
            MigrationService service = target.services.migration();
            service.expectIncoming();
            new MigrateIncomingCommand(service, (millis, task) -> looks.add(task), rig.services.reporter())
                    .run(new HmpArgs(Map.of("uri", "file:" + file)), monitor);
            assertTrue(monitor.suspended);

            target.services.loop().runUntil(() -> service.incomingStatus() == MigrationStatus.FAILED);
            looks.remove().run();

            assertFalse(monitor.suspended);
            assertTrue(looks.isEmpty(), "nobody looks any more");
            service.close();
        }
    }

    @Test
    void refused_keepsThePrompt() {
        QmpException refusal = assertThrows(QmpException.class, () -> migrate("file:/nonexistent/x", false));

        assertEquals("Could not create '/nonexistent/x': No such file or directory", refusal.getMessage());
        assertFalse(monitor.suspended);
    }

    @Test
    void monitorThatCannotWait_goesOnDetached() throws QmpException {
        String said = rig.hmp("migrate file:" + dir.resolve("vm.state"));

        assertEquals("terminal does not allow synchronous migration, continuing detached\n", said);
        finish();
    }

    private static final class Monitor implements HmpOutput {
        private String printed = "";
        private boolean suspended;

        @Override
        public void print(String text) {
            printed += text;
        }

        @Override
        public int cpu() {
            return 0;
        }

        @Override
        public void cpu(int index) {
            throw new AssertionError("not asked for");
        }

        @Override
        public MonitorFds fds() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Runnable suspend() {
            suspended = true;
            return () -> suspended = false;
        }
    }
}
