package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.cpr.Tap.Act;
import baton.tests.harness.Await;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What can go wrong in cpr-transfer before the new process runs the guest. */
final class TransferFaults {
    private static final String UNIX = "unix:";
    private static final String UNHEARD =
            "The new process did not listen on the main channel within 700 ms: see parameter x-cpr-timeout";

    private TransferFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(connecting());
        all.addAll(streaming());
        all.addAll(HandshakeFaults.all());
        return all;
    }

    private static List<Fault> connecting() {
        return List.of(
                new Fault(
                        "connect",
                        "nobody listens",
                        "/cpr.sock': No such file or directory",
                        guest -> failure(guest, "main")),
                new Fault("connect", "new killed", "/cpr.sock': Connection refused", TransferFaults::killedBefore),
                new Fault("connect", "new has no memory", "/cpr.sock': No such file", TransferFaults::noMemory),
                new Fault(
                        "connect", "new is a wrong command", "/cpr.sock': No such file", TransferFaults::wrongCommand),
                new Fault("state", "closed unread", "/main': No such file or directory", guest -> impostor(guest, 0)),
                new Fault(
                        "state", "closed when read", "/main': No such file or directory", guest -> impostor(guest, 1)),
                new Fault("state", "never answered", UNHEARD, guest -> impostor(guest, 2)),
                new Fault(
                        "state",
                        "answered with garbage",
                        "The cpr channel was answered with what neither Baton nor QEMU says",
                        guest -> impostor(guest, 3)),
                new Fault("wait", "new killed (defer)", HandshakeFaults.ENDED, TransferFaults::killedWaiting),
                new Fault("wait", "new hangs (defer)", UNHEARD, TransferFaults::hangsWaiting),
                new Fault(
                        "wait",
                        "cancelled (defer)",
                        "cancelled; no guest will come: ",
                        TransferFaults::cancelledWaiting));
    }

    private static List<Fault> streaming() {
        return List.of(
                new Fault(
                        "load",
                        "new has 32 MiB of RAM",
                        "load of migration failed: Invalid argument: error while loading state for instance 0x0 of device "
                                + "'ram': Failed to load vmstate version_id: 4, ret: -22",
                        guest -> other(guest, new Machine(1, 32, guest.machine().backend(), ""))),
                new Fault(
                        "load",
                        "new has no RTC",
                        "load of migration failed: Invalid argument: Unknown section or instance 'mc146818rtc' 0",
                        guest -> other(guest, guest.machine(), "-M", "rtc=off")),
                new Fault(
                        "stream",
                        "cut at the start",
                        "load of migration failed: Invalid argument: Not a migration stream, magic: 0 != 5145564d",
                        guest -> tapped(guest, 0, Act.CUT)),
                new Fault(
                        "stream",
                        "cut after 3000 bytes",
                        "load of migration failed: Input/output error: ",
                        guest -> tapped(guest, 3000, Act.CUT)),
                new Fault(
                        "stream",
                        "damaged from the start",
                        "load of migration failed: Invalid argument: Not a migration stream, magic: aebaa9b2 != 5145564d",
                        guest -> tapped(guest, 0, Act.DAMAGE)),
                new Fault(
                        "stream",
                        "damaged after 500 bytes",
                        "load of migration failed: Invalid argument: error while loading state for instance ",
                        guest -> tapped(guest, 500, Act.DAMAGE)),
                new Fault("stream", "new killed", HandshakeFaults.ENDED, guest -> held(guest, Instance::kill)),
                new Fault("stream", "new hangs", HandshakeFaults.LATE, TransferFaults::hangs),
                new Fault("stream", "cancelled", "cancelled", TransferFaults::cancelledInStream));
    }

    /** What migrate says, or query-migrate after it. */
    static String failure(MovingGuest guest, String main) throws IOException, QmpError {
        Instance old = guest.current();
        try {
            guest.migrateTo(old, UNIX + guest.directory().resolve(main));
        } catch (QmpError e) {
            return e.getMessage();
        }
        return old.awaitFailure();
    }

    private static String killedBefore(MovingGuest guest) throws IOException, QmpError {
        Instance heir = guest.heir(main(guest)).start();
        guest.awaitCprSocket(heir);
        heir.kill();
        return failure(guest, "main");
    }

    private static String noMemory(MovingGuest guest) throws IOException, QmpError {
        Instance heir = guest.heir(main(guest)).through(List.of("prlimit", ExecFaults.LITTLE_MEMORY));
        String told = stillborn(guest, heir);
        heir.process().out().awaitEnd();
        String said = heir.process().out().text() + heir.errors();
        assertTrue(said.contains(ExecFaults.NO_MEMORY), said);
        return told;
    }

    private static String wrongCommand(MovingGuest guest) throws IOException, QmpError {
        return stillborn(guest, guest.heir(main(guest), "-nonsense"));
    }

    /** The old process is told of one that ended before it listened anywhere. */
    private static String stillborn(MovingGuest guest, Instance heir) throws IOException, QmpError {
        Files.deleteIfExists(guest.cprSocket());
        heir.start();
        assertEquals(1, heir.process().awaitExit());
        return failure(guest, "main");
    }

    private static String main(MovingGuest guest) {
        return UNIX + guest.directory().resolve("main");
    }

    /** Something else than a Baton at the CPR socket. */
    private static String impostor(MovingGuest guest, int behaviour) throws IOException, QmpError {
        timeout(guest, 700);
        try (ServerSocketChannel listener = Tap.listen(guest.cprSocket())) {
            Thread thread = new Thread(() -> impersonate(listener, behaviour), "impostor");
            thread.setDaemon(true);
            thread.start();
            return failure(guest, "main");
        } finally {
            timeout(guest, 20_000);
        }
    }

    private static void impersonate(ServerSocketChannel listener, int behaviour) {
        try (SocketChannel old = listener.accept()) {
            ByteBuffer bytes = ByteBuffer.allocate(4096);
            if (behaviour == 3) {
                old.write(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            }
            if (behaviour == 0) {
                // All of the state has come by then.
                Thread.sleep(200);
            }
            while (behaviour > 0 && old.read(bytes.clear()) >= 0) {
                // What it says is of no interest.
                continue;
            }
            // When the old process gives up it closes the socket; nothing but that is to be waited for.
            for (int i = 0; behaviour == 2 && i < 300; i++) {
                Thread.sleep(10);
            }
        } catch (IOException e) {
            // The old process was first.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void timeout(MovingGuest guest, int millis) throws IOException, QmpError {
        guest.current().qmp().execute("migrate-set-parameters", "x-cpr-timeout", millis);
    }

    private static String killedWaiting(MovingGuest guest) throws IOException, QmpError {
        Instance heir = deferred(guest);
        heir.kill();
        return guest.current().awaitFailure();
    }

    private static String hangsWaiting(MovingGuest guest) throws IOException, QmpError {
        timeout(guest, 700);
        try {
            Instance heir = guest.heir("defer").start();
            guest.awaitCprSocket(heir);
            guest.migrateTo(guest.current(), main(guest));
            Processes.signal(heir.process().pid(), "STOP");
            String told = guest.current().awaitFailure();
            heir.kill();
            return told;
        } finally {
            timeout(guest, 20_000);
        }
    }

    private static Instance deferred(MovingGuest guest) throws IOException, QmpError {
        Instance heir = guest.heir("defer").start();
        guest.awaitCprSocket(heir);
        guest.migrateTo(guest.current(), main(guest));
        heir.qmp().awaitStatus("inmigrate");
        return heir;
    }

    private static String cancelledWaiting(MovingGuest guest) throws IOException, QmpError {
        Instance heir = deferred(guest);
        guest.current().qmp().execute("migrate_cancel");
        guest.current().qmp().awaitMigration("cancelled");
        assertEquals(1, heir.process().awaitExit());
        return "cancelled; " + heir.errors();
    }

    private static String other(MovingGuest guest, Machine machine, String... more) throws IOException, QmpError {
        Instance heir = guest.heir(machine, main(guest), more).start();
        guest.awaitCprSocket(heir);
        String message = failure(guest, "main");
        heir.process().awaitExit();
        return message;
    }

    private static String tapped(MovingGuest guest, int after, Act act) throws IOException, QmpError {
        Path tapped = guest.directory().resolve("tapped");
        Path main = guest.directory().resolve("main");
        try (Tap tap = Tap.between(tapped, main, after, act)) {
            Instance heir = guest.heir(UNIX + main).start();
            guest.awaitCprSocket(heir);
            String message = failure(guest, "tapped");
            tap.awaitReached();
            heir.process().awaitExit();
            return message;
        }
    }

    private interface Deed {
        void to(Instance heir) throws IOException;
    }

    /** The stream stops in the middle, and then something happens to the new process. */
    private static String held(MovingGuest guest, Deed deed) throws IOException, QmpError {
        Path main = guest.directory().resolve("main");
        try (Tap tap = Tap.between(guest.directory().resolve("tapped"), main, 2000, Act.HOLD)) {
            Instance heir = guest.heir(UNIX + main).start();
            guest.awaitCprSocket(heir);
            guest.migrateTo(guest.current(), UNIX + guest.directory().resolve("tapped"));
            if (!Handshake.reached(guest.current(), tap::isReached)) {
                heir.kill();
                return ended(guest.current());
            }
            deed.to(heir);
            guest.current().qmp().query("query-status");
            return ended(guest.current());
        }
    }

    private static String ended(Instance old) throws IOException, QmpError {
        QmpClient qmp = old.qmp();
        Await.until("failed or cancelled", () -> "", () -> {
            try {
                return List.of("failed", "cancelled")
                        .contains(String.valueOf(qmp.query("query-migrate").get("status")));
            } catch (QmpError e) {
                throw new IOException(e);
            }
        });
        Object reason = qmp.query("query-migrate").get("error-desc");
        return reason == null ? "cancelled" : reason.toString();
    }

    private static String hangs(MovingGuest guest) throws IOException, QmpError {
        Instance[] stopped = {null};
        String message = "";
        try {
            for (int i = 0; stopped[0] == null; i++) {
                timeout(guest, Handshake.SHORT_MILLIS.get(i));
                message = held(guest, heir -> {
                    stopped[0] = heir;
                    Processes.signal(heir.process().pid(), "STOP");
                });
            }
            Processes.signal(stopped[0].process().pid(), "CONT");
            stopped[0].process().awaitExit();
            return message;
        } finally {
            timeout(guest, 20_000);
        }
    }

    private static String cancelledInStream(MovingGuest guest) throws IOException, QmpError {
        Instance[] waiting = {null};
        String message = held(guest, heir -> {
            waiting[0] = heir;
            try {
                guest.current().qmp().execute("migrate_cancel");
            } catch (QmpError e) {
                throw new IOException(e);
            }
        });
        waiting[0].process().awaitExit();
        return message;
    }
}
