package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new process whose listening sockets somebody else has bound and left to it, as a service manager does. */
@KvmRequired
class InheritedSocketIT {
    private static final int MAIN_FD = 8;

    /** Binds and listens at two paths, hands both down as descriptors and becomes the command. */
    private static final String LISTEN = "import os,socket,sys\n"
            + "for fd,path in ((8,sys.argv[1]),(9,sys.argv[2])):\n"
            + "    s=socket.socket(socket.AF_UNIX); s.bind(path); s.listen(1); os.dup2(s.fileno(),fd); s.close()\n"
            + "os.execv(sys.argv[3],sys.argv[3:])\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpr,addr.transport=socket,addr.type=fd,addr.str=9",
                "{\"channel-type\":\"cpr\",\"addr\":{\"transport\":\"socket\",\"type\":\"fd\",\"str\":\"9\"}}"
            })
    void bothChannels_takeTheGuest(String cpr) throws IOException, QmpError {
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).begin()) {
            GuestCounters before = guest.memory().read();
            Instance heir = guest.plan(
                    "-incoming", "main,addr.transport=socket,addr.type=fd,addr.str=" + MAIN_FD, "-incoming", cpr);

            handOver(guest, heir);

            guest.assertWentOn(before);
            guest.assertGapless();
            assertFalse(Files.exists(guest.cprSocket()), "as in QEMU");
        }
    }

    @Test
    void mainChannel_isSeenWhereItListens() throws IOException, QmpError {
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(Machine.Backend.MEMFD)).begin()) {
            Instance heir = guest.plan("-incoming", "fd:" + MAIN_FD);
            heir.startBy(listening(guest));

            heir.qmp().awaitMigration("setup");

            assertEquals(
                    "[{str=8, type=fd}]",
                    heir.qmp().query("query-migrate").get("socket-address").toString());
            assertTrue(
                    heir.qmp().hmp("info migrate").contains("\tfd:8\n"),
                    heir.qmp().hmp("info migrate"));
        }
    }

    private List<String> listening(MovingGuest guest) {
        return List.of(
                "python3",
                "-c",
                LISTEN,
                directory.resolve("main").toString(),
                guest.cprSocket().toString());
    }

    private void handOver(MovingGuest guest, Instance heir) throws IOException, QmpError {
        heir.startBy(listening(guest));
        guest.awaitCprSocket(heir);
        guest.mode(Mode.TRANSFER);
        guest.migrateTo(guest.current(), "unix:" + directory.resolve("main"));
        guest.current().qmp().awaitMigration("completed");
        guest.become(heir);
    }
}
