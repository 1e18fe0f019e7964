package baton.chardev;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.mainloop.MainLoop;
import baton.nat.libc.Clock;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A chardev over some {@link Backend}: holds the front end, the queue of output and the line of the moment, if there is
 * one. Only {@link #write} and {@link #room} are for any thread.
 */
final class HostChardev implements Chardev, HostLine.Owner {
    /** How much output may wait for a slow host, in bytes. */
    static final int QUEUE_LIMIT = 64 * 1024;

    private final MainLoop loop;
    private final String label;
    private final OutputQueue queue = new OutputQueue(QUEUE_LIMIT);
    private final Runnable flush = new Runnable() {
        @Override
        public void run() {
            writable();
        }
    };
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Runnable takeMore = new Runnable() {
        @Override
        public void run() {
            asked.set(false);
            acceptInput();
        }
    };
    private Backend backend;
    private CharFrontend frontend;
    private Runnable whenRoom;
    private HostLine line;
    /** Whether there is a line; what is written without one is dropped. */
    private volatile boolean connected;

    private final Cpr cpr;
    /** What the front end's predecessor had agreed on with who is connected; null for nothing. */
    private byte[] agreed;
    /** See {@link #kept()}. */
    private boolean kept;
    /** See {@link #hold}. */
    private boolean held;

    HostChardev(MainLoop loop, String label, Cpr cpr) {
        this.loop = loop;
        this.label = label;
        this.cpr = cpr;
    }

    /** Sets the backend, before anything else; a {@link LateServer} is followed by what it was to be. */
    void backend(Backend chosen) {
        backend = chosen;
    }

    /** The host's end is there: input flows as soon as the front end wants it. Takes ownership of {@code wire}. */
    @MainLoopThread
    void connect(Wire wire) {
        // What a vCPU wrote in the moment the last line went away is not for this one.
        queue.drop();
        line = new HostLine(loop, wire, queue, this);
        connected = true;
        if (frontend != null) {
            frontend.opened();
            acceptInput();
        }
    }

    /** The host's end is gone: drops what was queued for it and tells the front end. */
    @MainLoopThread
    void disconnect() {
        if (line == null) {
            return;
        }
        // A peer that closed after its last request may still read: what fits its socket buffer reaches it.
        if (!held) {
            line.flush();
        }
        HostLine lost = line;
        line = null;
        agreed = null;
        connected = false;
        closeQuietly(lost);
        if (frontend != null) {
            frontend.closed();
        }
        tellRoom(queue.drop());
    }

    /** Whether another process goes on with who is connected; {@code exec}: it is this one, become another. */
    boolean goesOn(boolean exec) {
        boolean asked = exec && cpr == Cpr.ON;
        return cpr != Cpr.OFF && frontend != null && (frontend.goesOn() || asked && frontend.mayGoOn());
    }

    /** Names what another process needs to go on here; until {@link #stay} nobody new is let in. */
    void keep(boolean exec, Keeping keeping) {
        boolean connection = goesOn(exec);
        kept = false;
        if (connection || exec && frontend != null && cpr != Cpr.OFF) {
            backend.pause();
            backend.keep(
                    new Keeping() {
                        @Override
                        public void add(String part, Fd fd) {
                            kept = connection;
                            keeping.add(part, fd);
                        }
                    },
                    connection);
        }
    }

    /** Whether another process has been given this end. */
    boolean kept() {
        return kept;
    }

    /** Adds what was begun here and is to be finished there; changes nothing. */
    void leave(boolean exec, LeftInput left) {
        if (line == null || frontend == null || !kept && !(exec && backend.outlivesExec())) {
            return;
        }
        left.add(label, unread());
        if (kept) {
            left.add(LeftInput.UNSENT + label, queue.all());
            left.add(LeftInput.BEGUN + label, line.wire().begun());
            byte[] words = frontend.goesOn() ? null : frontend.agreed();
            left.add(LeftInput.AGREED + label, words == null ? new byte[0] : words);
        }
    }

    /** What came in and was not acted upon. */
    byte[] unread() {
        byte[] taken = frontend.unread();
        byte[] waiting = line.before();
        byte[] all = Arrays.copyOf(taken, taken.length + waiting.length);
        System.arraycopy(waiting, 0, all, taken.length, waiting.length);
        return all;
    }

    /** Goes on where another process left off: this is read and written before anything else. */
    void begin(LeftInput left) {
        if (line == null) {
            return;
        }
        agreed = left.of(LeftInput.AGREED + label);
        byte[] unsent = left.of(LeftInput.UNSENT + label);
        if (unsent != null) {
            queue.putFirst(unsent);
            loop.post(flush);
        }
        byte[] begun = left.of(LeftInput.BEGUN + label);
        if (begun != null) {
            line.wire().begun(begun);
        }
        byte[] unread = left.of(label);
        if (unread != null) {
            readFirst(unread);
        }
    }

    /** Lets the front end have this before anything that comes in. */
    void readFirst(byte[] bytes) {
        if (line != null) {
            line.readFirst(bytes);
        }
    }

    /** The guest and who talks to it are in another process, or about to go there: nothing is read or written here. */
    void hold() {
        writable();
        held = true;
        backend.pause();
        acceptInput();
    }

    /** They are here, and {@code left} is what was begun elsewhere. */
    void arrive(LeftInput left) {
        // Who has come since is there before anything is said to him.
        backend.resume();
        begin(left);
        stay();
    }

    /** They are here, now or again. */
    void stay() {
        held = false;
        kept = false;
        backend.resume();
        acceptInput();
        writable();
    }

    /** Whether it is held. */
    boolean elsewhere() {
        return held;
    }

    boolean connected() {
        return connected;
    }

    /** Whether the connected peer has stopped sending, though some of what it sent may not have been read yet. */
    boolean peerGone() {
        return line != null && line.peerGone();
    }

    /** What it is made of; null while it is being made. */
    Backend backend() {
        return backend;
    }

    /** The front end, null while none is attached. */
    CharFrontend frontend() {
        return frontend;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String filename() {
        return backend.filename();
    }

    @Override
    public boolean frontendOpen() {
        return frontend != null;
    }

    @Override
    public void attach(CharFrontend user) {
        if (frontend != null) {
            throw new IllegalStateException("chardev '" + label + "' is already in use");
        }
        frontend = user;
        if (connected) {
            if (agreed == null) {
                user.opened();
            } else {
                user.goOn(agreed);
            }
            acceptInput();
        }
    }

    @Override
    @AnyThread
    public int write(byte[] bytes, int offset, int length) {
        if (!connected) {
            return length;
        }
        int taken = queue.put(bytes, offset, length);
        if (queue.notice()) {
            loop.post(flush);
        }
        return taken;
    }

    @Override
    @AnyThread
    public int room() {
        return connected ? queue.room() : QUEUE_LIMIT;
    }

    @Override
    public void onRoom(Runnable listener) {
        whenRoom = listener;
    }

    @Override
    @AnyThread
    public void acceptInput() {
        if (!loop.isLoopThread()) {
            // What is waited for is the loop's: two threads would undo each other's answer.
            if (asked.compareAndSet(false, true)) {
                loop.post(takeMore);
            }
        } else if (line != null) {
            line.resumeInput();
        }
    }

    @Override
    public boolean isTerminal() {
        return backend.isTerminal();
    }

    @Override
    @AnyThread
    public int columns() {
        return backend.columns();
    }

    @Override
    public void drain(int timeoutMillis) {
        long end = Clock.monotonicNanos() + timeoutMillis * 1_000_000L;
        while (line != null && !held) {
            line.flush();
            long left = (end - Clock.monotonicNanos()) / 1_000_000;
            if (queue.pending() == 0 || left <= 0 || !line.awaitRoom((int) left)) {
                return;
            }
        }
    }

    @Override
    public int canReceive() {
        return frontend == null || held ? 0 : frontend.canReceive();
    }

    @Override
    public void received(byte[] bytes, int length, List<Fd> fds) {
        frontend.received(bytes, length, fds);
    }

    @Override
    public void inputEnded() {
        backend.inputEnded();
    }

    @Override
    public void writable() {
        if (!held) {
            tellRoom(line == null ? queue.drop() : line.flush());
        }
    }

    private void tellRoom(boolean relieved) {
        if (relieved && whenRoom != null) {
            whenRoom.run();
        }
    }

    @Override
    public void close() throws IOException {
        connected = false;
        try (Closer closer = new Closer()) {
            if (backend != null) {
                closer.add(backend);
            }
            if (line != null) {
                closer.add(line);
            }
            line = null;
        }
    }

    private static void closeQuietly(HostLine lost) {
        try {
            lost.close();
        } catch (IOException e) {
            // The peer is gone and the descriptors are released: nothing is left to do about it.
            return;
        }
    }
}
