package baton.migration.run;

import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.migration.channel.Channel;
import baton.migration.stream.Answers;
import baton.migration.stream.IncomingStream;
import baton.nat.libc.ErrnoException;
import java.io.IOException;

/**
 * Tells the source, on the main channel's other direction, that this process is there and how loading went; nothing if
 * the channel has no other direction. The one who made it closes.
 */
final class Replies implements Answers {
    private static final int SHUT = 1;
    private static final int PONG = 2;
    private static final int SWITCHOVER_ACK = 7;
    /** So few that they fit into a socket whose other end does not listen. */
    private static final int MOST_PONGS = 64;

    private static final int LAST_WORD_MILLIS = 1000;

    /** There is no stream yet. */
    static final Replies NONE = new Replies(null, false);

    private final Channel main;
    private final boolean acknowledges;
    private volatile Channel back;
    private int pongs;

    /** Over {@code main}; {@code acknowledges}: the source waits for leave to stop the guest. */
    Replies(Channel main, boolean acknowledges) {
        this.main = main;
        this.acknowledges = acknowledges;
    }

    @Override
    public void open() throws IOException {
        if (!main.kind().equals("socket")) {
            return;
        }
        back = main.reverse();
        if (acknowledges) {
            // No device here has to be ready first.
            send(SWITCHOVER_ACK);
        }
    }

    @Override
    public void pong(int value) throws IOException {
        pongs++;
        if (pongs > MOST_PONGS) {
            throw new IOException("the source has sent more than " + MOST_PONGS + " PING");
        }
        send(PONG, value);
    }

    /**
     * Everything is loaded and the guest is about to run here.
     *
     * @throws IOException the source has taken the guest back
     */
    @MainLoopThread
    void loaded() throws IOException {
        try {
            send(SHUT, 0);
        } catch (IOException e) {
            // It listens no more: it has taken the guest back, and says so, or it has ended, and the guest is ours.
            if (said()) {
                throw new IOException(IncomingStream.TAKEN_BACK, e);
            }
        }
    }

    private boolean said() {
        back.patience(LAST_WORD_MILLIS);
        try {
            return back.read(new byte[1], 0, 1) > 0;
        } catch (ErrnoException e) {
            return false;
        } catch (IOException e) {
            // It is there and says nothing: it has not ended.
            return true;
        }
    }

    /** The guest will not run here. */
    @MainLoopThread
    void failed() {
        try {
            send(SHUT, 1);
        } catch (IOException e) {
            // It has found out: the connection ends.
            return;
        }
    }

    private void send(int type, int... value) throws IOException {
        if (back == null) {
            return;
        }
        int length = value.length * Integer.BYTES;
        byte[] message = new byte[4 + length];
        message[1] = (byte) type;
        message[3] = (byte) length;
        for (int i = 0; i < length; i++) {
            message[4 + i] = (byte) (value[i / 4] >> 24 - i % 4 * Byte.SIZE);
        }
        back.write(message, 0, message.length);
    }

    /** Lets go of the channel. */
    void close(Reporter reporter) {
        try {
            if (back != null) {
                back.close();
            }
        } catch (IOException e) {
            reporter.error("could not close the return path: " + e.getMessage());
        }
        back = null;
    }
}
