package baton.migration.run;

import baton.base.AnyThread;
import baton.migration.channel.Channel;
import java.io.IOException;

/**
 * What the destination says on the main channel's other direction: that the guest may stop, and how loading went. Read on
 * a thread of its own, which ends with the last message or with the channel. The one who made it closes.
 */
final class ReturnPath {
    private static final int SHUT = 1;
    private static final int PONG = 2;
    private static final int SWITCHOVER_ACK = 7;
    private static final int HEADER = 4;
    private static final int LONGEST = 4;
    private static final int LAST_WORD_MILLIS = 1000;
    /** Behind the stream, where nothing else comes (docs/wire/stream.md, 1.4). */
    private static final byte[] TAKEN_BACK = {0};

    private final Channel channel;
    private final Brake brake;
    private final byte[] message = new byte[HEADER + LONGEST];
    private volatile boolean mayStop;
    private volatile boolean loaded;
    private volatile String problem;
    /** The problem is what the destination said, not that it ended. */
    private volatile boolean said;

    private Thread thread;

    private ReturnPath(Channel channel, Brake brake) {
        this.channel = channel;
        this.brake = brake;
    }

    /** Begins to read; {@code brake} is told of everything, and stopped when the destination fails. */
    static ReturnPath open(Channel main, Environment env, Brake brake) throws IOException {
        ReturnPath path = new ReturnPath(main.reverse(), brake);
        path.thread = env.thread("return-path", new Runnable() {
            @Override
            public void run() {
                path.listen();
            }
        });
        return path;
    }

    private void listen() {
        try {
            while (!loaded && problem == null) {
                problem = hear();
            }
            said = !loaded;
        } catch (IOException e) {
            problem = "Channel error: " + e.getMessage();
        }
        if (!loaded) {
            brake.stop(problem);
        }
        brake.signal();
    }

    /** One message; returns what is wrong with the destination, or null. */
    private String hear() throws IOException {
        read(0, HEADER);
        int type = number(0, 2);
        int length = number(2, 2);
        int expected = type == SHUT || type == PONG ? LONGEST : 0;
        if (type != SHUT && type != PONG && type != SWITCHOVER_ACK) {
            return "Received invalid message 0x" + Integer.toHexString(type) + " length 0x"
                    + Integer.toHexString(length);
        }
        if (length != expected) {
            return "Received '" + name(type) + "' message (0x" + Integer.toHexString(type) + ") with incorrect length "
                    + length + " expecting " + expected;
        }
        read(HEADER, length);
        if (type == SHUT) {
            int error = number(HEADER, LONGEST);
            loaded = error == 0;
            return loaded ? null : "Sibling indicated error " + error;
        }
        mayStop |= type == SWITCHOVER_ACK;
        brake.signal();
        return null;
    }

    private static String name(int type) {
        return switch (type) {
            case SHUT -> "SHUT";
            case PONG -> "PONG";
            default -> "SWITCHOVER_ACK";
        };
    }

    private void read(int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int n = channel.read(message, offset + done, length - done);
            if (n < 0) {
                throw new IOException("Input/output error");
            }
            done += n;
        }
    }

    private int number(int offset, int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << Byte.SIZE | message[offset + i] & 0xff;
        }
        return value;
    }

    /** Whether the destination has said that the guest may stop. */
    @AnyThread
    boolean mayStop() {
        return mayStop;
    }

    /** Waits until the destination has loaded everything. */
    void awaitLoaded() throws IOException {
        brake.await(new Brake.Event() {
            @Override
            public boolean here() {
                return loaded;
            }
        });
    }

    /**
     * The destination may have everything by now: keeps it from running the guest, and tells it so.
     *
     * @param whole whether the stream was sent to its end; without that the destination fails, and may not read at all
     * @return false when it has said that it runs the guest: it does, then
     */
    boolean takeBack(boolean whole) {
        // On a unix socket the kernel decides: what was said before this can be read, and nothing can be said after it.
        channel.endInput();
        awaitEnd();
        if (loaded) {
            return false;
        }
        try {
            if (whole) {
                channel.write(TAKEN_BACK, 0, TAKEN_BACK.length);
            }
        } catch (IOException e) {
            // It has ended, or it has not understood the stream anyway.
            return true;
        }
        return true;
    }

    private void awaitEnd() {
        try {
            thread.join(LAST_WORD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the destination says is wrong, now that it can no longer be reached; null when it ended without a word. */
    @AnyThread
    String problem() {
        awaitEnd();
        return said ? problem : null;
    }

    /** Ends the thread. */
    @AnyThread
    void close() throws IOException {
        channel.shutdown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
    }
}
