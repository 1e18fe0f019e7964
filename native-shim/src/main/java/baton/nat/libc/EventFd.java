package baton.nat.libc;

import baton.base.AnyThread;
import baton.base.Closer;

/** A counter that wakes an epoll (eventfd(2)); non-blocking. */
public final class EventFd implements Closer.Resource {
    private final Fd fd;
    private final NativeBuffer one = NativeBuffer.allocate(8);
    private final NativeBuffer sink = NativeBuffer.allocate(8);

    private EventFd(Fd fd) {
        this.fd = fd;
        one.putLong(0, 1);
    }

    /** Creates one at zero; the caller closes. */
    public static EventFd create() throws ErrnoException {
        return new EventFd(
                Fd.owned((int) Syscall.checked("eventfd2", Sys.EVENTFD2, 0, Sys.EFD_CLOEXEC | Sys.EFD_NONBLOCK, 0)));
    }

    /** Wakes whoever waits. Must not be called after {@link #close}. */
    @AnyThread
    public void signal() {
        Syscall.call(Sys.WRITE, fd.number(), one.address(), 8);
    }

    /** Forgets signals so far; one thread at a time. */
    public void drain() {
        Syscall.call(Sys.READ, fd.number(), sink.address(), 8);
    }

    /** The descriptor to wait on; stays with this object. */
    public Fd fd() {
        return fd;
    }

    @Override
    public void close() throws ErrnoException {
        fd.close();
        one.close();
        sink.close();
    }
}
