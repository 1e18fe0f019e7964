package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A {@code migrate-incoming} that failed may be given again, and then the guest is none the worse. */
@KvmRequired
class RetryIT {
    @TempDir
    private Path directory;

    private Path state;
    private Path bad;

    @BeforeEach
    void name() {
        state = directory.resolve("vm.state");
        bad = directory.resolve("bad.state");
    }

    @ParameterizedTest
    @EnumSource(Machine.Backend.class)
    void reboot_badStreamsAndThenTheGoodOne_guestGoesOn(Machine.Backend backend) throws IOException, QmpError {
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(backend)).begin()) {
            boolean inPlace = backend == Machine.Backend.FILE || backend == Machine.Backend.FDSET;
            GuestCounters before = guest.memory().read();
            guest.mode(Mode.REBOOT);
            Instance old = guest.current();
            keepSharedRam(old, inPlace);
            save(old);
            assertEquals(0, old.quit());
            GuestCounters saved = guest.memory().read();
            Instance heir = guest.withMemory(guest.plan("-incoming", "defer")).start();
            keepSharedRam(heir, inPlace);

            failsOnAllThatIsBad(heir);

            if (inPlace) {
                assertEquals(saved.page(), guest.memory().read().page(), "RAM in place was touched");
            } else {
                guest.look(heir);
                assertFalse(guest.memory().read().valid(), "RAM holds parts of what failed");
            }
            receive(heir, "file:" + state);
            guest.become(heir);
            guest.assertWentOn(before);
            guest.assertGapless();
        }
    }

    private static void keepSharedRam(Instance instance, boolean keep) throws IOException, QmpError {
        Object on = Map.of("capability", "x-ignore-shared", "state", keep);
        instance.qmp().execute("migrate-set-capabilities", "capabilities", List.of(on));
    }

    private void save(Instance old) throws IOException, QmpError {
        old.qmp().execute("migrate", "uri", "file:" + state);
        old.qmp().awaitMigration("completed");
    }

    private void failsOnAllThatIsBad(Instance heir) throws IOException, QmpError {
        byte[] good = Files.readAllBytes(state);
        Files.writeString(bad, "hello world");
        fails(heir, "file:" + bad, "Not a migration stream, magic: 68656c6c != 5145564d");
        Files.write(bad, Arrays.copyOf(good, good.length / 8));
        fails(heir, "file:" + bad, "load of migration failed: ");
        fails(heir, "file:" + directory.resolve("missing"), "No such file or directory");
        Path socket = directory.resolve("main.sock");
        receive(heir, "unix:" + socket);
        try (SocketChannel peer = QmpClient.open(socket)) {
            peer.write(ByteBuffer.wrap(good, 0, good.length / 10));
        }
        assertTrue(heir.awaitFailure().startsWith("load of migration failed: "), heir::toString);
        assertEquals("inmigrate", heir.status());
    }

    private static void receive(Instance heir, String uri) throws IOException, QmpError {
        heir.qmp().execute("migrate-incoming", "uri", uri, "exit-on-error", false);
    }

    private static void fails(Instance heir, String uri, String words) throws IOException, QmpError {
        String told;
        try {
            receive(heir, uri);
            told = heir.awaitFailure();
        } catch (QmpError e) {
            told = e.getMessage();
        }
        assertTrue(told.contains(words), told);
        assertEquals("inmigrate", heir.status());
    }

    @Test
    void exec_badStreamOnItsCommandLine_processStaysForTheGoodOne() throws IOException, QmpError {
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).begin()) {
            GuestCounters before = guest.memory().read();
            guest.mode(Mode.EXEC);
            Files.writeString(bad, "hello world");
            Instance old = guest.current();
            Instance heir = guest.plan("-incoming", "file:" + bad);
            old.qmp().execute("migrate-set-parameters", "cpr-exec-command", heir.command());
            old.qmp().execute("migrate", "uri", "file:" + state);
            heir.inside(old);
            assertTrue(heir.awaitFailure().contains("Not a migration stream"), heir::toString);

            failsOnAllThatIsBad(heir);

            heir.qmp().execute("migrate-incoming", "uri", "file:" + state);
            guest.become(heir);
            guest.assertWentOn(before);
            guest.assertGapless();
        }
    }

    @Test
    void transfer_badStream_givesTheGuestBackAndTakesNoOther() throws IOException, QmpError {
        Machine machine = new Machine(1, 64, Machine.Backend.MEMFD, names());
        try (MovingGuest guest = new MovingGuest(directory, machine).begin()) {
            GuestCounters before = guest.memory().read();
            guest.mode(Mode.TRANSFER);
            Path main = directory.resolve("main.sock");
            Instance heir = guest.heir("defer").start();
            guest.awaitCprSocket(heir);
            Path tapped = directory.resolve("tapped");
            try (Tap tap = Tap.between(tapped, main, 0, Tap.Act.DAMAGE)) {
                guest.migrateTo(guest.current(), "unix:" + tapped);
                heir.qmp().awaitStatus("inmigrate");
                receive(heir, "unix:" + main);
                tap.awaitReached();
            }
            String why = "load of migration failed: Invalid argument: Not a migration stream";

            assertTrue(heir.awaitFailure().contains(why), heir::toString);
            fails(heir, "unix:" + main, "The guest went back to the process it came from");
            assertTrue(guest.current().awaitFailure().contains(why), heir::toString);
            guest.assertWentOn(before);
            assertNamed(heir);
            assertEquals(0, heir.quit());
            assertNamed(guest.current());
            heirIsKilled(guest);
            assertNamed(guest.current());
            guest.handOver(Mode.TRANSFER, Way.UNIX, false);
            assertNamed(guest.current());
        }
    }

    private void heirIsKilled(MovingGuest guest) throws IOException, QmpError {
        Instance heir = guest.heir("defer").start();
        guest.awaitCprSocket(heir);
        guest.migrateTo(guest.current(), "unix:" + guest.directory().resolve("main.sock"));
        heir.qmp().awaitStatus("inmigrate");
        assertNamed(heir);
        heir.kill();
        guest.current().awaitFailure();
    }

    /** What every process with this command line is known by outside. */
    private List<String> names() {
        String monitor = "socket,id=named,server=on,wait=off,path=" + directory.resolve("named.qmp");
        return List.of(
                "-append",
                "dirty=16M",
                "-chardev",
                monitor,
                "-mon",
                "chardev=named,mode=control",
                "-pidfile",
                directory.resolve("named.pid").toString(),
                "-metrics",
                "unix:" + directory.resolve("named.metrics"));
    }

    /** Waits until the names lead to that process. */
    private void assertNamed(Instance instance) throws IOException {
        Path pid = directory.resolve("named.pid");
        String id = instance.process().pid() + "\n";
        Await.until("names of " + id, () -> names() + "", () -> {
            return Files.exists(pid)
                    && Files.readString(pid).equals(id)
                    && server("named.qmp").equals(id)
                    && server("named.metrics").equals(id);
        });
    }

    private String server(String name) throws IOException {
        Fd client;
        try {
            client = Sockets.unixConnect(directory.resolve(name).toString(), false);
        } catch (ErrnoException e) {
            return e.getMessage();
        }
        try {
            return Sockets.peerProcess(client) + "\n";
        } finally {
            client.close();
        }
    }
}
