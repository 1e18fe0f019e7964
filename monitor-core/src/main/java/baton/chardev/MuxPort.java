package baton.chardev;

import baton.base.AnyThread;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One front end's share of a {@link MuxChardev}. Keeps a few typed bytes while the front end is busy. */
final class MuxPort implements Chardev {
    /** As many as QEMU keeps: enough that Ctrl-A works while a busy guest does not read. */
    private static final int TYPED_MAX = 32;

    private final MuxChardev mux;
    private final byte[] typed = new byte[TYPED_MAX];
    private int typedCount;
    private final AtomicBoolean asked = new AtomicBoolean();
    private CharFrontend frontend;
    private Runnable whenRoom;

    MuxPort(MuxChardev mux) {
        this.mux = mux;
    }

    MuxChardev mux() {
        return mux;
    }

    CharFrontend frontend() {
        return frontend;
    }

    /** Whether nobody has asked for more since {@link #answered}. Any thread. */
    boolean asks() {
        return asked.compareAndSet(false, true);
    }

    void answered() {
        asked.set(false);
    }

    int typingRoom() {
        return TYPED_MAX - typedCount;
    }

    /** Keeps one typed byte; drops it when a switch of the keyboard in mid-paste found this front end full. */
    void type(byte key) {
        if (typedCount < TYPED_MAX) {
            typed[typedCount++] = key;
        }
    }

    /** Hands the front end what it takes. */
    void deliver() {
        int n = Math.min(typedCount, frontend.canReceive());
        while (n > 0) {
            byte[] bytes = new byte[n];
            System.arraycopy(typed, 0, bytes, 0, n);
            typedCount -= n;
            System.arraycopy(typed, n, typed, 0, typedCount);
            frontend.received(bytes, n, List.of());
            n = Math.min(typedCount, frontend.canReceive());
        }
    }

    /** What the front end has not acted upon, and what it has not taken. */
    byte[] unread() {
        byte[] taken = frontend.unread();
        byte[] all = Arrays.copyOf(taken, taken.length + typedCount);
        System.arraycopy(typed, 0, all, taken.length, typedCount);
        return all;
    }

    void tellRoom() {
        if (whenRoom != null) {
            whenRoom.run();
        }
    }

    @Override
    public String label() {
        return mux.label();
    }

    @Override
    public String filename() {
        return "mux";
    }

    @Override
    public boolean frontendOpen() {
        return frontend != null;
    }

    @Override
    public void attach(CharFrontend user) {
        if (frontend != null) {
            throw new IllegalStateException("this place of mux '" + mux.label() + "' is already in use");
        }
        frontend = user;
        mux.attached(this);
    }

    @Override
    @AnyThread
    public int write(byte[] bytes, int offset, int length) {
        return mux.write(bytes, offset, length);
    }

    @Override
    @AnyThread
    public int room() {
        return mux.base().room();
    }

    @Override
    public void onRoom(Runnable listener) {
        whenRoom = listener;
    }

    @Override
    @AnyThread
    public void acceptInput() {
        mux.acceptInput(this);
    }

    @Override
    public boolean isTerminal() {
        return mux.base().isTerminal();
    }

    @Override
    @AnyThread
    public int columns() {
        return mux.base().columns();
    }

    @Override
    public void drain(int timeoutMillis) {
        mux.base().drain(timeoutMillis);
    }

    /** Does nothing: the mux owns the device. */
    @Override
    public void close() {}
}
