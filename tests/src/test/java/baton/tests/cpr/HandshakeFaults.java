package baton.tests.cpr;

import baton.tests.harness.QmpError;
import java.io.IOException;
import java.util.List;

/**
 * Faults at each message of the agreement on who runs the guest: {@code G} (old: run it) and {@code T} (new: it runs
 * here). After these the old process has it.
 */
final class HandshakeFaults {
    static final String ENDED = "The new process ended before it took the guest over";
    static final String LATE = "The new process did not take the guest over within ";

    private HandshakeFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault("before G", "new killed", ENDED, HandshakeFaults::newKilled),
                new Fault("before G", "new hangs", LATE, guest -> newHangs(guest, false)),
                new Fault("before G", "cancelled", "cancelled", HandshakeFaults::cancelled),
                new Fault("G to T", "new killed", ENDED, HandshakeFaults::newKilledReading),
                new Fault("G to T", "new hangs", LATE, guest -> newHangs(guest, true)));
    }

    private static String newKilled(MovingGuest guest) throws IOException, QmpError {
        try (Handshake held = Handshake.heldAt(guest, 'G')) {
            held.heir().kill();
            held.goOn();
            return held.old().awaitFailure();
        }
    }

    /** The word is in its socket, and it dies before it looks. */
    private static String newKilledReading(MovingGuest guest) throws IOException, QmpError {
        try (Handshake held = Handshake.heldAt(guest, 'G')) {
            Processes.signal(held.heir().process().pid(), "STOP");
            held.goOn();
            held.heir().kill();
            return held.old().awaitFailure();
        }
    }

    /** It goes on afterwards, and must not run the guest. */
    private static String newHangs(MovingGuest guest, boolean mayHear) throws IOException, QmpError {
        try (Handshake held = Handshake.heldForAWhileAt(guest, 'G')) {
            long pid = held.heir().process().pid();
            Processes.signal(pid, "STOP");
            if (mayHear) {
                held.goOn();
            }
            String told = held.old().awaitFailure();
            held.tellAll();
            Processes.signal(pid, "CONT");
            held.heir().process().awaitExit();
            return told;
        } finally {
            guest.current().qmp().execute("migrate-set-parameters", "x-cpr-timeout", 20_000);
        }
    }

    private static String cancelled(MovingGuest guest) throws IOException, QmpError {
        try (Handshake held = Handshake.heldAt(guest, 'G')) {
            held.old().qmp().execute("migrate_cancel");
            held.old().qmp().awaitMigration("cancelled");
            // Between two Batons both words are there at once; the man between them passes one after the other.
            long pid = held.heir().process().pid();
            Processes.signal(pid, "STOP");
            held.tellAll();
            Processes.signal(pid, "CONT");
            held.heir().process().awaitExit();
            return "cancelled";
        }
    }
}
