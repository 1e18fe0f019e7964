package baton.cli.update;

import baton.cli.qmp.QmpConnection;
import baton.cli.qmp.QmpRefused;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The process that has the guest now: looked at over the same socket. */
final class Successor implements AutoCloseable {
    private static final int SECONDS = 20;
    private static final int END_SECONDS = 2;

    private final QmpConnection qmp;

    private final BooleanSupplier alive;

    private Successor(QmpConnection qmp, BooleanSupplier alive) {
        this.qmp = qmp;
        this.alive = alive;
    }

    /**
     * Waits until another process than {@code not}, or with {@code not} 0 any, answers.
     *
     * @param alive whether there is something to wait for
     */
    static Successor find(String socket, int not, BooleanSupplier alive) throws UpdateFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        String last = "";
        while (System.nanoTime() < end) {
            if (!alive.getAsBoolean()) {
                throw lost();
            }
            try {
                QmpConnection qmp = QmpConnection.open(socket);
                if (qmp.process() != not) {
                    return new Successor(qmp, alive);
                }
                last = "it is still the old process that answers there: has the new command line no -qmp for it?";
                qmp.close();
            } catch (IOException | QmpRefused e) {
                last = e.getMessage();
            }
            Pause.briefly();
        }
        throw UpdateFailed.unsure(
                "the new process has the guest, but " + socket + " does not show it within " + SECONDS + " s: " + last);
    }

    private static UpdateFailed lost() {
        return UpdateFailed.unsure("the new process took the guest over and then ended: the guest is lost");
    }

    /** Its monitor broke: when it ended, its sockets did so before the process. */
    private UpdateFailed broken(Exception e) throws UpdateFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (alive.getAsBoolean() && System.nanoTime() < end) {
            Pause.briefly();
        }
        return alive.getAsBoolean() ? UpdateFailed.unsure("the new process has the guest, and then", e) : lost();
    }

    int pid() throws UpdateFailed {
        try {
            return qmp.process();
        } catch (IOException e) {
            throw UpdateFailed.unsure("the new process", e);
        }
    }

    /** Waits until the guest is in {@code runState}. */
    Map<?, ?> awaitGuest(String runState) throws UpdateFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try {
            String now = qmp.runState();
            while (!now.equals(runState)) {
                if (System.nanoTime() > end || now.equals("internal-error")) {
                    throw UpdateFailed.unsure("the guest was " + runState + " and is " + now + " in the new process");
                }
                Pause.briefly();
                now = qmp.runState();
            }
            return qmp.query("query-migrate");
        } catch (IOException | QmpRefused e) {
            throw broken(e);
        }
    }

    @Override
    public void close() {
        try {
            qmp.close();
        } catch (IOException e) {
            System.err.println("baton update: closing a monitor: " + e.getMessage());
        }
    }
}
