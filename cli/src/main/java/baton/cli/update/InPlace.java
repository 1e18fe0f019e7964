package baton.cli.update;

import baton.cli.qmp.QmpRefused;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Lets the old process become the new one (cpr-exec): same process id, same standard input and output. */
final class InPlace {
    private static final int SECONDS = 120;
    private static final String STREAM = "memfd:";

    private final String socket;
    private final OldMonitor old;
    private final NextCommand command;
    private final Screen screen;

    InPlace(String socket, OldMonitor old, NextCommand command, Screen screen) {
        this.socket = socket;
        this.old = old;
        this.command = command;
        this.screen = screen;
    }

    void run() throws UpdateFailed {
        command.checkDescriptors();
        List<String> words = command.with(List.of("-incoming", STREAM));
        boolean become = false;
        try {
            old.prepare(Map.of("mode", "cpr-exec", "cpr-exec-command", words));
            migrate();
            become = true;
        } catch (UpdateFailed e) {
            become = e.status() != UpdateFailed.UNCHANGED;
            throw e;
        } finally {
            if (!become) {
                undo();
            }
        }
        screen.say("process " + old.process().pid() + " becomes the new one");
        finish();
    }

    /** Returns at the end of the connection, which is exec. */
    private void migrate() throws UpdateFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try {
            old.qmp().execute("migrate", Map.of("uri", STREAM));
            while (System.nanoTime() < end) {
                String status = old.qmp().migrationStatus(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
                if ("failed".equals(status) || "cancelled".equals(status)) {
                    throw UpdateFailed.unchanged(old.reason());
                }
            }
            throw UpdateFailed.unsure("the migration did not end within " + SECONDS + " s");
        } catch (EOFException e) {
            return;
        } catch (QmpRefused e) {
            throw UpdateFailed.unchanged("process " + old.process().pid() + " says: " + e.getMessage());
        } catch (IOException e) {
            throw UpdateFailed.unsure("process " + old.process().pid() + " does not answer any more", e);
        }
    }

    private void undo() {
        try {
            old.restore();
        } catch (IOException | QmpRefused e) {
            System.err.println("baton update: putting back what was: " + e.getMessage());
        }
    }

    private void finish() throws UpdateFailed {
        try (Successor successor =
                Successor.find(socket, 0, () -> !old.process().ended())) {
            Map<?, ?> info = successor.awaitGuest(old.runState());
            screen.say("the guest is " + old.runState() + " in process " + successor.pid());
            screen.pause(info);
        }
    }
}
