package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.spi.MigrationRefused;
import baton.migration.testing.FakeVm;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts from transcripts/qmp-incoming-failures.txt and cli-incoming-forms.txt. */
class IncomingMigrationTest {
    @TempDir
    Path dir;

    private Engine engine;
    private Path file;

    @BeforeEach
    void start() throws IOException, MigrationRefused {
        engine = Engine.incoming();
        file = dir.resolve("vm.state");
    }

    @AfterEach
    void end() throws IOException {
        engine.close();
    }

    private void save() throws Exception {
        try (Engine source = new Engine("running")) {
            source.vm.device().value(42);
            source.migrate("file:" + file);
            source.runUntil("completed");
        }
    }

    private String refused(String uri) {
        return assertThrows(MigrationRefused.class, () -> engine.receive(uri, false))
                .getMessage();
    }

    private void assertLoaded() {
        assertEquals(42, engine.vm.device().value());
        assertEquals(0x5a, engine.vm.ramByte(FakeVm.RAM_BYTES - 1));
        assertEquals(
                List.of("MIGRATION setup", "MIGRATION active", "RESUME", "MIGRATION completed"),
                lastFour(engine.monitor.events()));
        assertEquals("{status=completed}", engine.service.query().toString());
        assertEquals("running", engine.vm.runState());
    }

    private static List<String> lastFour(List<String> events) {
        return events.subList(Math.max(0, events.size() - 4), events.size());
    }

    @Test
    void file_isLoadedAndGuestRuns() throws Exception {
        save();
        assertEquals("{}", engine.service.query().toString());
        engine.receive("file:" + file, true);
        engine.runUntil("completed");
        assertLoaded();
        assertEquals("The incoming migration has already been started", refused("file:" + file));
    }

    @Test
    void commandsOutput_isLoaded() throws Exception {
        save();
        engine.receive("exec:cat " + file, true);
        engine.runUntil("completed");
        assertLoaded();
    }

    @Test
    void socket_carriesAGuestFromProcessToProcess() throws Exception {
        Path path = dir.resolve("main.sock");
        engine.receive("unix:" + path, true);
        assertEquals("[{path=" + path + ", type=unix}]", engine.queried("socket-address"));
        assertEquals(List.of("Status: \t\tsetup", "Sockets: [", "\tunix:" + path, "]"), engine.service.lines(false));
        transfer("unix:" + path);
        assertFalse(Files.exists(path));
    }

    @Test
    void tcpPort_isChosenAndShown() throws Exception {
        engine.receive("tcp:127.0.0.1:0", true);
        Map<?, ?> address = (Map<?, ?>) ((List<?>) engine.service.query().get("socket-address")).get(0);
        assertEquals("127.0.0.1", address.get("host"));
        assertEquals(true, address.get("ipv4"));
        transfer("tcp:127.0.0.1:" + address.get("port"));
    }

    private void transfer(String uri) throws Exception {
        try (Engine source = new Engine("running")) {
            source.vm.device().value(42);
            source.migrate(uri);
            assertEquals("running", source.vm.runState());
            source.runUntil("completed");
            engine.runUntil("completed");
            assertLoaded();
        }
    }

    @Test
    void missingFile_canBeTriedAgain() throws Exception {
        assertEquals("Could not open '" + file + "': No such file or directory", refused("file:" + file));
        assertEquals("inmigrate", engine.vm.runState());
        assertEquals(-1, engine.host.exitStatus());
        save();
        engine.receive("file:" + file, true);
        engine.runUntil("completed");
        assertEquals(42, engine.vm.device().value());
    }

    @Test
    void badStream_endsTheProcess() throws Exception {
        Files.write(file, "hello world\n".getBytes());
        engine.receive("file:" + file, true);
        engine.runUntil("failed");
        assertEquals(1, engine.host.exitStatus());
        assertEquals(
                List.of("error: load of migration failed: Invalid argument: "
                        + "Not a migration stream, magic: 68656c6c != 5145564d"),
                engine.monitor.reports());
        assertEquals(List.of("MIGRATION setup", "MIGRATION active", "MIGRATION failed"), engine.monitor.events());
    }

    @Test
    void badStreamWithoutExit_staysFailed() throws Exception {
        Files.write(file, new byte[0]);
        engine.receive("file:" + file, false);
        engine.runUntil("failed");
        String text = "load of migration failed: Invalid argument: Not a migration stream, magic: 0 != 5145564d";
        assertEquals(
                "{status=failed, error-desc=" + text + "}",
                engine.service.query().toString());
        assertEquals(List.of("Status: \t\tfailed (" + text + ")"), engine.service.lines(false));
        assertEquals(-1, engine.host.exitStatus());
        assertEquals("inmigrate", engine.vm.runState());
    }

    @Test
    void afterEveryKindOfBadStream_aGoodOneIsLoaded() throws Exception {
        save();
        byte[] good = Files.readAllBytes(file);
        engine.vm.device().value(7);
        byte[][] bad = {
            "hello world".getBytes(),
            new byte[0],
            Arrays.copyOf(good, FakeVm.RAM_BYTES / 2),
            Arrays.copyOf(good, good.length - description(good) - 1)
        };
        for (byte[] bytes : bad) {
            Files.write(file, bytes);
            engine.receive("file:" + file, false);
            engine.runUntil("failed");
            assertEquals(7, engine.vm.device().value());
            assertEquals(0, engine.vm.ramByte(0));
        }
        Files.write(file, good);
        engine.receive("file:" + file, false);
        engine.runUntil("completed");
        assertLoaded();
        assertEquals("The incoming migration has already been started", refused("file:" + file));
    }

    /** Length of what comes last, which nobody misses: byte 6, length, JSON. */
    private static int description(byte[] stream) {
        int at = stream.length - 6;
        while (stream[at] != 6 || ByteBuffer.wrap(stream).getInt(at + 1) != stream.length - at - 5) {
            at--;
        }
        return stream.length - at;
    }

    @Test
    void peerThatGoesAway_leavesThePlaceToAnother() throws Exception {
        save();
        Path path = dir.resolve("main.sock");
        engine.receive("unix:" + path, false);
        assertEquals("The incoming migration has already been started", refused("unix:" + path));
        try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            peer.write(ByteBuffer.wrap(Files.readAllBytes(file), 0, 3000));
        }
        engine.runUntil("failed");
        assertEquals(0, engine.vm.ramByte(0));
        engine.receive("unix:" + path, true);
        transfer("unix:" + path);
    }

    @Test
    void machineThatCannotBePutBack_takesNoOtherStream() throws Exception {
        save();
        engine.vm.device().failCommit();
        engine.receive("file:" + file, false);
        engine.runUntil("failed");
        assertEquals(
                "The machine holds parts of the migration that failed: start a new process", refused("file:" + file));
    }

    @Test
    void truncatedStream_fails() throws Exception {
        save();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, FakeVm.RAM_BYTES / 2));
        engine.receive("file:" + file, false);
        engine.runUntil("failed");
        assertEquals(
                "load of migration failed: Input/output error: Failed to load vmstate version_id: 4, ret: -5",
                engine.queried("error-desc"));
    }

    @Test
    void refusedCommit_fails() throws Exception {
        save();
        engine.vm.device().failCommit();
        engine.receive("file:" + file, true);
        engine.runUntil("failed");
        assertEquals(1, engine.host.exitStatus());
        assertEquals("load of migration failed: Invalid argument: device refused", engine.queried("error-desc"));
        assertFalse(engine.monitor.events().contains("RESUME"));
    }

    @Test
    void diskOfAnotherProcess_isAFailureAndTheGuestComesOnceItIsFree() throws Exception {
        save();
        engine.vm.disks().elsewhere(1);
        engine.receive("file:" + file, false);
        engine.runUntil("failed");
        assertEquals("somebody else has the disk", engine.queried("error-desc"));
        assertFalse(engine.monitor.events().contains("RESUME"));
        assertEquals("inmigrate", engine.vm.runState());

        engine.receive("file:" + file, false);
        engine.runUntil("completed");

        assertLoaded();
        assertTrue(engine.vm.disks().locked());
    }

    @Test
    void oldProcessThatTakesTheGuestBackAtLast_findsItsDisksUnlocked() throws Exception {
        save();
        Partner old = new Partner();
        try (Engine heir = Engine.incoming(old)) {
            List<Boolean> locked = new CopyOnWriteArrayList<>();
            old.onTakeOver = () -> {
                locked.add(heir.vm.disks().locked());
                throw new IOException("it has it back");
            };
            old.onFailed = () -> locked.add(heir.vm.disks().locked());
            heir.receive("file:" + file, false);
            heir.runUntil("failed");
            assertEquals("it has it back", heir.queried("error-desc"));
            assertEquals(List.of(true, false), locked);
        }
    }

    @Test
    void bugInADevice_isAFailedLoad() throws Exception {
        save();
        engine.vm.device().beBuggy();
        engine.receive("file:" + file, false);
        engine.runUntil("failed");
        assertEquals("internal error: the migration thread ended early", engine.queried("error-desc"));
        assertEquals("inmigrate", engine.vm.runState());
        assertEquals(0, engine.vm.ramByte(0));
    }

    @Test
    void memoryThatNobodyLeft_isRefusedAndSomethingElseMayCome() {
        assertEquals("memfd: this process was not left a stream by one that migrated to memfd:", refused("memfd:"));
        assertEquals("inmigrate", engine.vm.runState());
        assertEquals("Could not open '/nonexistent/x': No such file or directory", refused("file:/nonexistent/x"));
    }

    @Test
    void processNotWaiting_isRefused() throws Exception {
        try (Engine running = new Engine("running")) {
            assertEquals(
                    "'-incoming' was not specified on the command line",
                    assertThrows(MigrationRefused.class, () -> running.receive("file:x", true))
                            .getMessage());
        }
    }

    @Test
    void structuredAddress_isReadAsQapi() throws Exception {
        save();
        Map<String, Object> noOffset = Map.of("transport", "file", "filename", file.toString());
        assertEquals(
                "Parameter 'channels[0].addr.offset' is missing",
                assertThrows(
                                MigrationRefused.class,
                                () -> engine.service.startIncoming(
                                        null, List.of(Map.of("channel-type", "main", "addr", noOffset)), true))
                        .getMessage());
        Map<String, Object> addr = Map.of("transport", "file", "filename", file.toString(), "offset", 0L);
        engine.service.startIncoming(null, List.of(Map.of("channel-type", "main", "addr", addr)), true);
        engine.runUntil("completed");
        assertLoaded();
    }

    @Test
    void name_isLookedUpBeforeTheAnswer() throws Exception {
        List<String> answers = new ArrayList<>();
        engine.receive("tcp:localhost:0", false);
        engine.service.tellIncoming(answer(answers));
        assertEquals(List.of(), answers);
        assertEquals("setup", engine.queried("status"));
        engine.host.runUntil(() -> !answers.isEmpty());
        assertEquals(List.of("begun"), answers);
        assertTrue(engine.queried("socket-address").contains("127.0.0.1"), engine.queried("socket-address"));
    }

    @Test
    void unknownName_isRefusedAndAnotherMayBeTried() throws Exception {
        List<String> answers = new ArrayList<>();
        engine.receive("tcp:no.such.host.invalid:4444", false);
        engine.service.tellIncoming(answer(answers));
        assertThrows(MigrationRefused.class, () -> engine.receive("tcp:127.0.0.1:0", false));
        engine.host.runUntil(() -> !answers.isEmpty());
        assertTrue(
                answers.get(0).startsWith("address resolution failed for no.such.host.invalid:4444: "), answers.get(0));
        assertEquals("failed", engine.queried("status"));
        engine.receive("tcp:127.0.0.1:0", false);
        engine.service.tellIncoming(answer(answers));
        assertEquals("begun", answers.get(1));
    }

    private static MigrationService.Begun answer(List<String> answers) {
        return new MigrationService.Begun() {
            @Override
            public void begun() {
                answers.add("begun");
            }

            @Override
            public void refused(String why) {
                answers.add(why);
            }
        };
    }

    @Test
    void quitWhileListening_removesThePath() throws Exception {
        Path path = dir.resolve("main.sock");
        engine.receive("unix:" + path, true);
        assertTrue(Files.exists(path));
        engine.service.close();
        assertFalse(Files.exists(path));
        assertEquals(-1, engine.host.exitStatus());
    }
}
