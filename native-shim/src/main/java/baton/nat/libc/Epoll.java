package baton.nat.libc;

import baton.base.Closer;

/** Waits for many descriptors at once (epoll(7), level-triggered). One thread, its owner. */
public final class Epoll implements Closer.Resource {
    /** Something can be read, or a connection accepted. */
    public static final int IN = 0x1;
    /** Something can be written. */
    public static final int OUT = 0x4;
    /** An error is pending; always reported. */
    public static final int ERR = 0x8;
    /** The peer is gone; always reported. */
    public static final int HUP = 0x10;
    /** The peer shut down its writing side. */
    public static final int RDHUP = 0x2000;
    /** Tells once what has come, and again only when more comes. */
    public static final int ET = 1 << 31;

    private static final int MAX_READY = 64;

    private final Fd fd;
    private final NativeBuffer events = NativeBuffer.allocate(MAX_READY * Sys.EPOLL_EVENT_SIZEOF);
    private final NativeBuffer change = NativeBuffer.allocate(Sys.EPOLL_EVENT_SIZEOF);

    private Epoll(Fd fd) {
        this.fd = fd;
    }

    /** Creates one; the caller closes. */
    public static Epoll create() throws ErrnoException {
        return new Epoll(Fd.owned((int) Syscall.checked("epoll_create1", Sys.EPOLL_CREATE1, Sys.EPOLL_CLOEXEC, 0, 0)));
    }

    /**
     * Waits for {@code target} too.
     *
     * @throws ErrnoException EPERM for a regular file: those are always ready
     */
    public void add(Fd target, int wanted, int token) throws ErrnoException {
        control(Sys.EPOLL_CTL_ADD, target, wanted, token);
    }

    /** Changes what is waited for. */
    public void modify(Fd target, int wanted, int token) throws ErrnoException {
        control(Sys.EPOLL_CTL_MOD, target, wanted, token);
    }

    /** Waits for it no longer; before the descriptor is closed. */
    public void remove(Fd target) throws ErrnoException {
        control(Sys.EPOLL_CTL_DEL, target, 0, 0);
    }

    private void control(int operation, Fd target, int wanted, int token) throws ErrnoException {
        change.putInt(Sys.EPOLL_EVENT_EVENTS, wanted);
        change.putLong(Sys.EPOLL_EVENT_DATA, token);
        Syscall.checked("epoll_ctl", Sys.EPOLL_CTL, fd.number(), operation, target.number(), change.address(), 0, 0);
    }

    /** Waits at most {@code timeoutMillis} (-1 for ever); returns how many are ready, 0 on timeout or signal. */
    public int await(int timeoutMillis) throws ErrnoException {
        long n = Syscall.call(Sys.EPOLL_WAIT, fd.number(), events.address(), MAX_READY, timeoutMillis, 0, 0);
        return n == -Errno.EINTR ? 0 : (int) Syscall.check("epoll_wait", n);
    }

    /** The token of ready descriptor {@code i}. */
    public int readyToken(int i) {
        return (int) events.getLong(i * Sys.EPOLL_EVENT_SIZEOF + Sys.EPOLL_EVENT_DATA);
    }

    /** What ready descriptor {@code i} is ready for. */
    public int readyEvents(int i) {
        return events.getInt(i * Sys.EPOLL_EVENT_SIZEOF + Sys.EPOLL_EVENT_EVENTS);
    }

    @Override
    public void close() throws ErrnoException {
        fd.close();
        events.close();
        change.close();
    }
}
