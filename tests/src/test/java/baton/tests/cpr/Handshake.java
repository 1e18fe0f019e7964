package baton.tests.cpr;

import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One cpr-transfer, held at one message between the two Batons, so that something can be done to either of them then. */
final class Handshake implements AutoCloseable {
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
        between.awaitKept();
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
