package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertFalse;

import baton.tests.harness.Await;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One cpr-transfer, held at one message between the two Batons, so that something can be done to either of them then. */
final class Handshake implements AutoCloseable {
    /** On a loaded host a new process may need longer than the first before it listens. */
    static final List<Integer> SHORT_MILLIS = List.of(2000, 5000, 15_000);

    private static final String UNHEARD = "The new process did not listen on the main channel within";

    private final MovingGuest guest;
    private final Instance old;
    private final Instance heir;
    private final Middleman between;

    private Handshake(MovingGuest guest, Instance heir, Middleman between) {
        this.guest = guest;
        this.old = guest.current();
        this.heir = heir;
        this.between = between;
    }

    /** Begins, and waits until the message with that letter is on its way. */
    static Handshake heldAt(MovingGuest guest, char letter) throws IOException, QmpError {
        Handshake begun = begin(guest, letter);
        begun.between.awaitKept();
        return begun;
    }

    /** As {@link #heldAt}, with a time limit that the old process keeps to: the shortest that lets it get there. */
    static Handshake heldForAWhileAt(MovingGuest guest, char letter) throws IOException, QmpError {
        for (int millis : SHORT_MILLIS) {
            guest.current().qmp().execute("migrate-set-parameters", "x-cpr-timeout", millis);
            Handshake begun = begin(guest, letter);
            if (reached(guest.current(), begun.between::keepsIt)) {
                return begun;
            }
            begun.between.close();
            begun.heir.kill();
        }
        throw new AssertionError("never came to " + letter);
    }

    /** Waits for {@code point}; false when the old process has given up before. */
    static boolean reached(Instance old, BooleanSupplier point) throws IOException {
        boolean[] gaveUp = {false};
        Await.until("the point", () -> "", () -> {
            try {
                Map<?, ?> info = old.qmp().query("query-migrate");
                gaveUp[0] = String.valueOf(info.get("error-desc")).contains(UNHEARD);
                assertFalse(!gaveUp[0] && "failed".equals(info.get("status")), info::toString);
                return gaveUp[0] || point.getAsBoolean();
            } catch (QmpError e) {
                throw new IOException(e);
            }
        });
        return point.getAsBoolean();
    }

    private static Handshake begin(MovingGuest guest, char letter) throws IOException, QmpError {
        Path socket = guest.directory().resolve("heir.cpr");
        Path main = guest.directory().resolve("main");
        Instance heir = guest.plan(
                        "-incoming",
                        "unix:" + main,
                        "-incoming",
                        "cpr,addr.transport=socket,addr.type=unix,addr.path=" + socket)
                .start();
        Processes.awaitListening(heir.process(), socket);
        Files.deleteIfExists(guest.cprSocket());
        Middleman between = Middleman.between(guest.cprSocket(), socket, letter);
        guest.migrateTo(guest.current(), "unix:" + main);
        return new Handshake(guest, heir, between);
    }

    Instance old() {
        return old;
    }

    Instance heir() {
        return heir;
    }

    /** Passes the message on. */
    void goOn() {
        between.release();
    }

    /** As {@link #goOn}, and waits until the new process can hear that the old one has the guest back. */
    void tellAll() throws IOException {
        goOn();
        between.awaitOldEnded();
    }

    /** The guest is in the new process now, or will be. */
    void arrive() throws IOException, QmpError {
        guest.become(heir);
    }

    @Override
    public void close() throws IOException {
        between.close();
    }
}
