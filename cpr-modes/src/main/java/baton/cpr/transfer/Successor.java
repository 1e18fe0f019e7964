package baton.cpr.transfer;

import baton.base.Closer;
import baton.cpr.state.CprFd;
import baton.cpr.state.SocketState;
import baton.migration.channel.ChannelAddress;
import baton.migration.spi.Downtime;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationStrategy.NoReturn;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The new process, as the old one sees it: the cpr socket, and a socket beside it that a Baton has sent on that one. There it
 * asks before it runs the guest and says when it does: until then the guest can go on here, from then on it must not.
 */
final class Successor implements Closer.Resource {
    private static final long LAST_WORDS_MILLIS = 1000;
    private static final String ENDED = "The new process ended before it took the guest over";

    private final Fd socket;
    private final Wait wait;
    private final long patienceMillis;
    /** Null until it has turned out to be a Baton. */
    private volatile Control control;

    private volatile boolean takenBack;
    /** What devices hand to a Baton, which knows what it is; told on the migration thread. */
    private Map<String, Fd> kept = Map.of();

    private boolean devicesTold;

    private Successor(Fd socket, Wait wait, long patienceMillis) {
        this.socket = socket;
        this.wait = wait;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Reaches it.
     *
     * @param patienceMillis how long it is waited for at each step; 0 for ever
     */
    static Successor connect(ChannelAddress.Unix unix, long patienceMillis) throws IOException {
        Fd socket;
        try {
            socket = Sockets.unixConnect(unix.name(), true);
        } catch (IOException e) {
            throw new IOException("Failed to connect to '" + unix.path() + "': " + e.getMessage(), e);
        }
        return new Successor(socket, Wait.create(), patienceMillis);
    }

    /** Hands it the state; it can be told no more on that socket. */
    void send(List<CprFd> elements) throws IOException {
        try {
            SocketState.send(socket, elements);
            Sockets.shutdown(socket, Sys.SHUT_WR);
        } catch (IOException e) {
            throw new IOException("Unable to write to socket: " + e.getMessage(), e);
        }
    }

    /** What goes to it if it is a Baton: stays the caller's, and open until this is closed. */
    void leave(Map<String, Fd> devices) {
        kept = devices;
    }

    /** Whether it is a Baton. */
    boolean talks() {
        return control != null;
    }

    /** Until it has hung up, which says that it listens for the main stream. On the migration thread. */
    void awaitListening() throws MigrationFailed {
        long deadline = Wait.deadline(patienceMillis);
        try {
            Wait.End end = wait.readable(socket, deadline);
            while (end == Wait.End.READY && !hungUp()) {
                tellDevices();
                end = wait.readable(socket, deadline);
            }
            if (end == Wait.End.STOPPED) {
                throw new MigrationFailed("cancelled");
            }
            if (end == Wait.End.TIMED_OUT) {
                throw new MigrationFailed("The new process did not listen on the main channel within " + patienceMillis
                        + " ms: see parameter x-cpr-timeout");
            }
            refusedAlready();
        } catch (IOException e) {
            throw new MigrationFailed("cpr channel: " + e.getMessage(), e);
        }
    }

    /** Once the new process is known to be a Baton: it waits for this before it opens anything. */
    private void tellDevices() {
        if (control == null || devicesTold) {
            return;
        }
        devicesTold = true;
        for (Map.Entry<String, Fd> one : kept.entrySet()) {
            control.send(Control.Type.DEVICE, one.getKey(), one.getValue().number());
        }
        control.send(Control.Type.DEVICE, "");
    }

    /** Reads what the new process sent; true when it has hung up. A QEMU sends nothing, a Baton one byte with a socket. */
    private synchronized boolean hungUp() throws IOException, MigrationFailed {
        byte[] hello = new byte[1];
        Sockets.Received received;
        try {
            received = Sockets.receive(socket, hello, 1);
        } catch (IOException e) {
            // It closed without having read everything, which an older QEMU may do: gone all the same.
            return true;
        }
        if (received.length > 0 && received.fds.isEmpty()) {
            throw new MigrationFailed("The cpr channel was answered with what neither Baton nor QEMU says: is it the"
                    + " socket of the new process?");
        }
        for (Fd fd : received.fds) {
            adopt(fd);
        }
        return received.length == 0;
    }

    private void adopt(Fd fd) throws IOException {
        if (control == null) {
            control = new Control(fd);
        } else {
            fd.close();
        }
    }

    /** A new process that has failed says so before it hangs up. */
    private void refusedAlready() throws IOException, MigrationFailed {
        Control.Message message = control == null ? null : control.await(wait, System.nanoTime());
        if (message != null && message.type() == Control.Type.NO) {
            throw new MigrationFailed(message.text());
        }
        if (message != null && message.type() == Control.Type.END) {
            throw new MigrationFailed(ENDED);
        }
    }

    /**
     * Tells it to run the guest, and waits until it does. On the migration thread.
     *
     * @return the process that has the guest
     */
    String agree(NoReturn point, Downtime pause) throws MigrationFailed {
        if (!point.pass()) {
            throw new MigrationFailed("cancelled");
        }
        // Unasked: the new process finds it behind the stream, and the guest waits for no answer of ours.
        control.send(Control.Type.GO, pause.text());
        return awaitTaken(point);
    }

    /**
     * From {@code GO} on the new process may run the guest at any moment. Whatever ends the wait, time, a cancel or its
     * death, what counts is whether its word has come; after {@link #takeBack} it cannot come any more.
     */
    private String awaitTaken(NoReturn point) throws MigrationFailed {
        Control.Message message = answer();
        if (message.type() == Control.Type.TAKEN) {
            return message.text();
        }
        Control.Message taken = takeBack();
        if (taken != null) {
            return taken.text();
        }
        point.back();
        throw failure(message);
    }

    private Control.Message answer() {
        try {
            return control.await(wait, Wait.deadline(patienceMillis));
        } catch (IOException e) {
            return new Control.Message(Control.Type.NO, "cpr channel: " + e.getMessage());
        }
    }

    /** What the new process said when it took the guest; null when it has not, and never will. */
    private Control.Message takeBack() {
        takenBack = true;
        // The reason first: who finds that it cannot take the guest has it already.
        control.send(Control.Type.NO, "the old process goes on with the guest itself");
        return control.lastWord(Control.Type.TAKEN);
    }

    private MigrationFailed failure(Control.Message message) {
        return new MigrationFailed(
                switch (message.type()) {
                    case NO -> message.text();
                    case NOTHING -> "The new process did not take the guest over within " + patienceMillis
                            + " ms: see parameter x-cpr-timeout";
                    case STOPPED -> "cancelled";
                    default -> ENDED;
                });
    }

    /** Why it failed, as far as it says more than {@code ours}. */
    String reason(String ours) {
        if (control == null) {
            return ours;
        }
        try {
            Control.Message message = control.await(wait, Wait.deadline(LAST_WORDS_MILLIS));
            return switch (message.type()) {
                case NO -> message.text();
                case END -> ENDED;
                default -> ours;
            };
        } catch (IOException e) {
            return ours;
        }
    }

    /** Ends whatever waits for it. Any thread. */
    void stopWaiting() {
        wait.stop();
    }

    /** From now on it must not run the guest, whatever it has. */
    void sendAway() {
        meet();
        if (control != null && !takenBack) {
            takeBack();
        }
    }

    /** A new process that has just come would not be told that it came in vain. */
    private void meet() {
        try {
            if (control == null && socket.number() >= 0) {
                hungUp();
            }
        } catch (IOException | MigrationFailed e) {
            // What it sent was no greeting.
            return;
        }
    }

    /** Quietly: nothing was left to be written. */
    @Override
    public void close() {
        try (Closer closer = new Closer()) {
            closer.add(wait);
            closer.add(socket);
            if (control != null) {
                closer.add(control);
            }
        } catch (IOException e) {
            // All of it is released.
            return;
        }
    }
}
