package baton.nat.libc;

import baton.base.Closer;

/** Waits for one descriptor, or for word that nobody waits for it any more (poll(2)): one call a wait. One thread, its owner. */
public final class Poll implements Closer.Resource {
    private final NativeBuffer both = NativeBuffer.allocate(2 * Sys.POLLFD_SIZEOF);
    private final Fd fd;

    /** Will wait for {@code fd}, or for {@code stop} to be signalled; both stay the caller's. */
    public Poll(Fd fd, EventFd stop) {
        this.fd = fd;
        both.putInt(Sys.POLLFD_SIZEOF + Sys.POLLFD_FD, stop.fd().number());
        both.putInt(Sys.POLLFD_SIZEOF + Sys.POLLFD_EVENTS, Epoll.IN);
    }

    /**
     * Waits at most {@code timeoutMillis} (-1 for ever).
     *
     * @param wanted {@link Epoll#IN}, {@link Epoll#OUT} or neither; an error and a peer that is gone always count
     * @return false on timeout or signal
     */
    public boolean await(int wanted, int timeoutMillis) throws ErrnoException {
        both.putInt(Sys.POLLFD_FD, fd.number());
        both.putInt(Sys.POLLFD_EVENTS, wanted);
        long n = Syscall.call(Sys.POLL, both.address(), 2, timeoutMillis);
        return n != -Errno.EINTR && Syscall.check("poll", n) > 0;
    }

    @Override
    public void close() {
        both.close();
    }
}
