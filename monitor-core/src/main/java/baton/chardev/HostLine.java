package baton.chardev;

import baton.base.Closer;
import baton.mainloop.Handler;
import baton.mainloop.MainLoop;
import baton.mainloop.Watch;
import baton.nat.libc.Epoll;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One connection of a chardev on the main loop: reads while the front end takes, writes as fast as the host takes. */
final class HostLine implements Closer.Resource {
    /** Who gets the input. */
    interface Owner {
        /** How many bytes it would take. */
        int canReceive();

        /** Bytes and descriptors came; the owner owns the descriptors. */
        void received(byte[] bytes, int length, List<Fd> fds);

        /** The input ended or broke; nothing more comes. */
        void inputEnded();

        /** The host takes output again: time to {@link HostLine#flush}. */
        void writable();
    }

    private static final int READ_MAX = 4096;
    /** Host writes of one flush, so that a guest that prints without end leaves the main loop to others too. */
    private static final int WRITES_MAX = 8;

    private final Wire wire;
    private final OutputQueue queue;
    private final Owner owner;
    private final byte[] buffer = new byte[READ_MAX];
    private final Watch input;
    private final Watch output;
    private final MainLoop loop;
    private final Runnable again = new Runnable() {
        @Override
        public void run() {
            readAgain();
        }
    };
    /** What another process has read here and left to us; comes before anything that is read. */
    private byte[] before = {};

    private boolean posted;
    private boolean closed;

    HostLine(MainLoop loop, Wire wire, OutputQueue queue, Owner owner) {
        this.loop = loop;
        this.wire = wire;
        this.queue = queue;
        this.owner = owner;
        input = wire.in() == null
                ? null
                : loop.watch(wire.in(), 0, new Handler() {
                    @Override
                    public void ready(int events) {
                        readSome();
                    }
                });
        output = wire.out() == null
                ? null
                : loop.watch(wire.out(), 0, new Handler() {
                    @Override
                    public void ready(int events) {
                        owner.writable();
                    }
                });
    }

    Wire wire() {
        return wire;
    }

    /** Hands the owner this first. */
    void readFirst(byte[] bytes) {
        before = bytes;
    }

    /** What is left of it. */
    byte[] before() {
        return before.clone();
    }

    private void readAgain() {
        posted = false;
        int n = closed ? 0 : Math.min(Math.min(owner.canReceive(), before.length), READ_MAX);
        if (n > 0) {
            byte[] first = Arrays.copyOf(before, n);
            before = Arrays.copyOfRange(before, n, before.length);
            owner.received(first, n, new ArrayList<>(0));
            resumeInput();
        }
    }

    /** Reads from now on, until the owner takes no more. */
    void resumeInput() {
        if (before.length > 0) {
            if (!posted && owner.canReceive() > 0) {
                posted = true;
                loop.post(again);
            }
        } else if (input != null) {
            input.events(owner.canReceive() > 0 ? Epoll.IN : 0);
        }
    }

    private void readSome() {
        int room = Math.min(owner.canReceive(), buffer.length);
        if (room > 0) {
            List<Fd> fds = new ArrayList<>(0);
            int n = read(room, fds);
            if (n == 0) {
                input.cancel();
                owner.inputEnded();
                return;
            }
            if (n > 0) {
                owner.received(buffer, n, fds);
            }
        }
        resumeInput();
    }

    /** Reads like the wire; a broken one has ended. */
    private int read(int room, List<Fd> fds) {
        try {
            return wire.read(buffer, room, fds);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Writes what is queued as far as the host takes it; true when a starved writer should be told of room. */
    boolean flush() {
        boolean relieved = false;
        int writes = 0;
        for (int n = queue.pending(); n > 0; n = queue.pending()) {
            int done = writes++ == WRITES_MAX && output != null ? Fd.WOULD_BLOCK : write(n);
            if (done == Fd.WOULD_BLOCK) {
                waitForRoom(true);
                return relieved;
            }
            relieved |= done == 0 ? queue.drop() : queue.written(done);
        }
        waitForRoom(false);
        return relieved;
    }

    /** Writes like the wire; 0 when the other side is dead and output is lost. */
    private int write(int n) {
        try {
            return wire.write(queue.bytes(), queue.at(), n);
        } catch (IOException e) {
            return 0;
        }
    }

    private void waitForRoom(boolean wait) {
        if (output != null) {
            output.events(wait ? Epoll.OUT : 0);
        }
    }

    /** Waits until the host takes more, at most {@code timeoutMillis}; false when that was in vain. Blocks. */
    boolean awaitRoom(int timeoutMillis) {
        return output == null || ready(wire.out(), Epoll.OUT, timeoutMillis);
    }

    /** Whether the peer has stopped sending, though some of what it sent may not have been read yet. */
    boolean peerGone() {
        return input != null && ready(wire.in(), Epoll.RDHUP, 0);
    }

    static boolean ready(Fd fd, int events, int timeoutMillis) {
        try (Closer closer = new Closer()) {
            Epoll probe = closer.add(Epoll.create());
            probe.add(fd, events, 0);
            return probe.await(timeoutMillis) > 0;
        } catch (IOException e) {
            // epoll refuses what is always ready.
            return events == Epoll.OUT;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (input != null) {
            input.cancel();
        }
        if (output != null) {
            output.cancel();
        }
        wire.close();
    }
}
