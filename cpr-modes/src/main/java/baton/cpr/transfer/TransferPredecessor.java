package baton.cpr.transfer;

import baton.base.Closer;
import baton.migration.spi.Downtime;
import baton.migration.spi.Predecessor;
import baton.nat.libc.Fd;
import baton.nat.libc.Signals;
import baton.nat.libc.Sockets;
import java.io.IOException;

/**
 * Mode {@code cpr-transfer}, the new side: the cpr socket, which says by hanging up that we listen, and towards a Baton a
 * socket beside it.
 */
public final class TransferPredecessor implements Predecessor {
    private final Wait wait;
    private final Wait watching;
    private Fd socket;
    /** Null when the old process is no Baton. */
    private volatile Control control;

    private boolean given;

    private TransferPredecessor(Fd socket, Control control) throws IOException {
        this.wait = Wait.create();
        this.watching = Wait.create();
        this.socket = socket;
        this.control = control;
    }

    /**
     * Begins the conversation.
     *
     * @param socket the connected cpr socket, taken over
     * @param baton whether the old process is a Baton
     */
    public static TransferPredecessor of(Fd socket, boolean baton) throws IOException {
        Control control = null;
        if (baton) {
            Fd[] pair = Sockets.pair();
            control = new Control(pair[0]);
            greet(socket, pair[1]);
        }
        return new TransferPredecessor(socket, control);
    }

    private static void greet(Fd socket, Fd theirs) throws IOException {
        try {
            Sockets.send(socket, new byte[] {'B'}, 0, 1, theirs.number());
        } catch (IOException e) {
            throw new IOException("the old process did not wait for this one: " + e.getMessage(), e);
        } finally {
            theirs.close();
        }
    }

    @Override
    public void listening() {
        hangUp();
    }

    private synchronized void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed all the same.
            return;
        }
    }

    @Override
    public boolean talks() {
        return control != null;
    }

    @Override
    public String givesUp() {
        try {
            Control.Message message = control.await(watching, Wait.deadline(0));
            return switch (message.type()) {
                case NO -> message.text();
                case STOPPED -> null;
                default -> "the old process ended before it handed the guest over";
            };
        } catch (IOException e) {
            return "cpr channel: " + e.getMessage();
        }
    }

    @Override
    public void streamBegins() {
        watching.stop();
    }

    @Override
    public void awaitGo(Downtime pause) throws IOException {
        Control talk = control;
        if (talk == null) {
            return;
        }
        talk.send(Control.Type.READY, "");
        Control.Message message = talk.await(wait, Wait.deadline(0));
        switch (message.type()) {
            case GO -> pause.resume(message.text());
            case END -> {
                // It died. All of the guest is here, and nobody else has it.
            }
            case NO -> throw new IOException(message.text());
            default -> throw new IOException("the new process is ending");
        }
    }

    @Override
    public void takenOver() {
        if (control != null) {
            control.send(Control.Type.TAKEN, Integer.toString(Signals.processId()));
        }
        close();
        closeQuietly(wait);
        closeQuietly(watching);
    }

    /** From here on the old process may run the guest on the memory that is mapped here. */
    @Override
    public String refusal() {
        return given
                ? "The guest went back to the process it came from: migrate from there to a new process, and quit this one"
                : null;
    }

    @Override
    public void failed(String why) {
        given = true;
        if (control != null) {
            control.send(Control.Type.NO, why);
        }
        close();
    }

    @Override
    public void close() {
        wait.stop();
        watching.stop();
        hangUp();
        Control talk = control;
        if (talk != null) {
            closeQuietly(talk);
        }
    }

    private static void closeQuietly(Closer.Resource resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // Closed all the same.
            return;
        }
    }
}
