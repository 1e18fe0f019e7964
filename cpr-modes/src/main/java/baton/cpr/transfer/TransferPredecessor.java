package baton.cpr.transfer;

import baton.base.Closer;
import baton.cpr.state.CprFd;
import baton.migration.spi.Downtime;
import baton.migration.spi.Predecessor;
import baton.nat.libc.Fd;
import baton.nat.libc.Signals;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.util.List;

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

    /** The word to run the guest, when it came before the stream was looked at. */
    private volatile Control.Message early;

    private boolean given;
    /** It ended without a word: all of the guest is here, and nobody else has it. */
    private boolean orphaned;
    /** Why it has taken the guest back; null while it has not. */
    private String revoked;

    TransferPredecessor(Fd socket, Control control) throws IOException {
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

    /** What devices of the old process have left; null until it has come: look again when {@link #news} can be read. */
    public List<CprFd> devices() {
        return control == null ? List.of() : control.devices();
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
    public Fd news() {
        return control == null ? null : control.socket();
    }

    @Override
    public String givesUp() {
        try {
            Control.Message message = control.await(watching, Wait.deadline(0));
            return switch (message.type()) {
                case NO -> message.text();
                case STOPPED -> null;
                case GO -> {
                    // It was quicker than we are: the whole stream waits for us to accept.
                    early = message;
                    yield null;
                }
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

    /** An old process that dies has handed over all there is of the guest, and nobody else has it. */
    @Override
    public void awaitGo(Downtime pause) throws IOException {
        Control talk = control;
        if (talk == null) {
            return;
        }
        Control.Message message = early != null ? early : talk.await(wait, Wait.deadline(0));
        switch (message.type()) {
            case GO -> pause.resume(message.text());
            case END -> orphaned = true;
            case NO -> throw new IOException(message.text());
            default -> throw new IOException("the new process is ending");
        }
    }

    @Override
    public void stillWanted() throws IOException {
        Control talk = control;
        if (talk == null || orphaned) {
            return;
        }
        Control.Message message = talk.next();
        if (revoked == null && message.type() == Control.Type.NO) {
            revoked = message.text();
        }
        if (revoked != null) {
            throw new IOException(revoked);
        }
        orphaned = message.type() == Control.Type.END;
    }

    /** The old process takes the guest back by listening no more: then nothing can be sent, and it has said so before. */
    @Override
    public void takeOver() throws IOException {
        Control talk = control;
        boolean told =
                talk != null && !orphaned && talk.send(Control.Type.TAKEN, Integer.toString(Signals.processId()));
        if (talk != null && !told) {
            stillWanted();
            if (!orphaned) {
                throw new IOException("the old process does not answer");
            }
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
