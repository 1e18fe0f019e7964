package baton.tests.cpr;

import baton.tests.harness.QmpError;
import java.io.IOException;
import java.util.List;

/**
 * Faults at each message of the agreement on who runs the guest: {@code R} (new: all is loaded), {@code G} (old: run it),
 * {@code T} (new: it runs here). After these the old process has it.
 */
final class HandshakeFaults {
    static final String ENDED = "The new process ended before it took the guest over";
    static final String LATE = "The new process did not take the guest over within 700 ms: see parameter x-cpr-timeout";

    private HandshakeFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault("before R", "new killed", ENDED, guest -> newKilled(guest, 'R')),
                new Fault("before R", "new hangs", LATE, guest -> newHangs(guest, 'R')),
                new Fault("before R", "cancelled", "cancelled", guest -> cancelled(guest, 'R')),
                new Fault("G to T", "new killed", ENDED, HandshakeFaults::newKilledReading),
                new Fault("G to T", "new hangs", LATE, guest -> newHangs(guest, 'G')),
                new Fault("G to T", "cancelled", "cancelled", guest -> cancelled(guest, 'G')));
    }

    private static String newKilled(MovingGuest guest, char letter) throws IOException, QmpError {
        try (Handshake held = Handshake.heldAt(guest, letter)) {
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
    private static String newHangs(MovingGuest guest, char letter) throws IOException, QmpError {
        guest.current().qmp().execute("migrate-set-parameters", "x-cpr-timeout", 700);
        try (Handshake held = Handshake.heldAt(guest, letter)) {
            long pid = held.heir().process().pid();
            Processes.signal(pid, "STOP");
            boolean mayHear = letter == 'G';
            if (mayHear) {
                held.goOn();
            }
            String told = held.old().awaitFailure();
            held.goOn();
            Processes.signal(pid, "CONT");
            held.heir().process().awaitExit();
            return told;
        } finally {
            guest.current().qmp().execute("migrate-set-parameters", "x-cpr-timeout", 20_000);
        }
    }

    private static String cancelled(MovingGuest guest, char letter) throws IOException, QmpError {
        try (Handshake held = Handshake.heldAt(guest, letter)) {
            held.old().qmp().execute("migrate_cancel");
            held.old().qmp().awaitMigration("cancelled");
            held.goOn();
            held.heir().process().awaitExit();
            return "cancelled";
        }
    }
}
