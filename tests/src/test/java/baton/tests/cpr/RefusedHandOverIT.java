package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.Table;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The channels and backends that a mode does not go with: refused by either process, and nothing has changed. */
@KvmRequired
class RefusedHandOverIT {
    private static final Table TABLE = new Table("mode", "side", "what", "answer");
    private static final String NO_STREAM = "memfd: this process was not left a stream by one that migrated to memfd:";
    private static final String ONLY_EXEC = "memfd: is for mode cpr-exec, where the process itself goes on";
    private static final String NOT_STREAMABLE = "Migration requires streamable transport (eg unix)";

    private static final String PRIVATE = "Memory region ram0 is not compatible with CPR. share=on is required for"
            + " memory-backend objects, and aux-ram-share=on is required.";
    private static final List<String> COMMAND = List.of("true");

    @TempDir
    private Path directory;

    @Test
    void mainChannel_isRefusedByTheOldProcess() throws IOException, QmpError {
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).begin()) {
            GuestCounters before = guest.memory().read();
            refusedUri(guest, Mode.REBOOT, "memfd:", ONLY_EXEC);
            refusedUri(guest, Mode.TRANSFER, "memfd:", "missing 'cpr' migration channel");
            refusedChannels(guest, "file:" + directory.resolve("state"), NOT_STREAMABLE);
            refusedChannels(
                    guest,
                    "tcp:127.0.0.1:0",
                    "cpr-transfer cannot use inet port 0: give the port the new process listens on");
            guest.assertWentOn(before);
            guest.assertGapless();
        }
    }

    private static void refusedUri(MovingGuest guest, Mode mode, String uri, String text) throws IOException, QmpError {
        guest.mode(mode);
        assertRefused(mode, uri, text, guest.current().qmp().refused("migrate", "uri", uri));
    }

    private static void refusedChannels(MovingGuest guest, String main, String text) throws IOException, QmpError {
        guest.mode(Mode.TRANSFER);
        List<Object> channels = guest.channels(main);
        assertRefused(Mode.TRANSFER, main, text, guest.current().qmp().refused("migrate", "channels", channels));
    }

    private static void assertRefused(Mode mode, String what, String text, QmpError error) {
        TABLE.row(mode, "old", what, error.getMessage());
        assertEquals(text, error.getMessage());
    }

    @Test
    void mainChannel_isRefusedByTheNewProcess() throws IOException, QmpError {
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).begin()) {
            GuestCounters before = guest.memory().read();
            assertEnded(Mode.REBOOT, guest.plan("-incoming", "memfd:").start(), "memfd:", NO_STREAM);
            for (String main : List.of("file:" + directory.resolve("state"), "memfd:")) {
                Instance heir = guest.heir(main).start();
                guest.awaitCprSocket(heir);
                guest.mode(Mode.TRANSFER);
                guest.migrateTo(guest.current(), "unix:" + directory.resolve("main"));
                String text = main.equals("memfd:") ? NO_STREAM : NOT_STREAMABLE;
                assertEnded(Mode.TRANSFER, heir, main, text);
                String told = guest.current().awaitFailure();
                assertTrue(told.endsWith(text), told);
            }
            guest.assertWentOn(before);
            guest.assertGapless();
        }
    }

    private static void assertEnded(Mode mode, Instance heir, String what, String text) {
        assertEquals(1, heir.process().awaitExit());
        String said = heir.process().err().text().strip();
        said = said.substring(said.lastIndexOf('\n') + 1);
        TABLE.row(mode, "new", what, said);
        assertTrue(said.endsWith(text), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ram", "memfd,share=off", "file,mem-path=ram0"})
    void memoryThatWouldBeLost_isRefused(String backend) throws IOException, QmpError {
        List<String> machine = new ArrayList<>(TestVm.MACHINE);
        machine.addAll(List.of("-kernel", TestVm.guest(directory).toString(), "-m", "64M"));
        machine.addAll(List.of("-object", "memory-backend-" + backend + ",id=ram0,size=64M"));
        machine.addAll(List.of("-machine", "memory-backend=ram0,aux-ram-share=on"));
        try (Instance guest =
                Instance.plannedPlain(directory, machine, List.of()).start()) {
            for (Mode mode : List.of(Mode.TRANSFER, Mode.EXEC)) {
                guest.qmp().execute("migrate-set-parameters", "mode", mode.parameter(), "cpr-exec-command", COMMAND);
                assertEquals(
                        List.of(PRIVATE), guest.qmp().query("query-migrate").get("blocked-reasons"));
                QmpError error = guest.qmp().refused("migrate", "channels", channels());
                assertRefused(mode, "memory-backend-" + backend, PRIVATE, error);
            }
            assertEquals("running", guest.status());
        }
    }

    private List<Object> channels() {
        return new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).channels("unix:main");
    }

    @AfterAll
    static void print() {
        System.out.println("\nRefused:\n" + TABLE);
    }
}
