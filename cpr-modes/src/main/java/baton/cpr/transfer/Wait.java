package baton.cpr.transfer;

import baton.base.Closer;
import baton.nat.libc.Epoll;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.EventFd;
import baton.nat.libc.Fd;
import java.io.IOException;

/** Waits for a descriptor, a time or {@link #stop}. One thread waits; any may stop. */
final class Wait implements Closer.Resource {
    /** How a wait ended. */
    enum End {
        /** There is something to read, be it the end. */
        READY,
        /** The time is over. */
        TIMED_OUT,
        /** Somebody stopped it. */
        STOPPED
    }

    private static final int FD = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Epoll epoll;
    private final EventFd stop;
    private boolean closed;
    private volatile boolean stopped;

    private Wait(Epoll epoll, EventFd stop) {
        this.epoll = epoll;
        this.stop = stop;
    }

    static Wait create() throws ErrnoException {
        Epoll epoll = Epoll.create();
        EventFd stop = EventFd.create();
        epoll.add(stop.fd(), Epoll.IN, 0);
        return new Wait(epoll, stop);
    }

    /** A time {@code millis} from now for {@link #readable}; 0 is for ever. */
    static long deadline(long millis) {
        return millis == 0 ? Long.MAX_VALUE : System.nanoTime() + Math.min(millis, Integer.MAX_VALUE) * NANOS_PER_MILLI;
    }

    /** Waits until {@code fd} has something to read or has ended. */
    End readable(Fd fd, long deadline) throws ErrnoException {
        epoll.add(fd, Epoll.IN, FD);
        try {
            while (!stopped) {
                long left = deadline == Long.MAX_VALUE ? -1 : Math.max(0, deadline - System.nanoTime());
                int millis = left < 0 ? -1 : (int) ((left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
                int ready = epoll.await(millis);
                if (ready > 0 && !stopped) {
                    return End.READY;
                }
                if (left == 0) {
                    return End.TIMED_OUT;
                }
            }
            return End.STOPPED;
        } finally {
            epoll.remove(fd);
        }
    }

    /** Ends the wait under way and all to come. */
    synchronized void stop() {
        stopped = true;
        if (!closed) {
            stop.signal();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            stop.close();
            epoll.close();
        }
    }
}
