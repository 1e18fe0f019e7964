package baton.migration.channel;

import baton.base.Closer;
import baton.nat.libc.Epoll;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.EventFd;
import baton.nat.libc.Fd;
import baton.nat.libc.Poll;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;

/**
 * A pipe or socket. Its descriptor is non-blocking and its user waits in poll, so that {@link #shutdown} reaches a
 * user whose peer neither reads nor writes.
 */
final class FlowChannel implements Channel {
    private static final int TAKEN_POLL_MILLIS = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Fd fd;
    private final String kind;
    private final Poll poll;
    private final EventFd stop;
    private volatile boolean shut;
    private volatile long patience;
    /** Whether something has come. Before, a FIFO without writer reads as ended. */
    private boolean flowing;

    private FlowChannel(Fd fd, String kind, EventFd stop) {
        this.fd = fd;
        this.kind = kind;
        this.stop = stop;
        this.poll = new Poll(fd, stop);
    }

    /** Takes over {@code fd}, which is closed if this fails. */
    static FlowChannel of(Fd fd, String kind) throws IOException {
        try {
            fd.nonBlocking(true);
            return new FlowChannel(fd, kind, EventFd.create());
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            check();
            int n = fd.write(bytes, offset + done, length - done);
            if (n == Fd.WOULD_BLOCK) {
                await(Epoll.OUT);
            } else {
                done += n;
            }
        }
    }

    @Override
    public void writeMemory(long address, long length) throws IOException {
        long done = 0;
        while (done < length) {
            check();
            long n = fd.writeMemory(address + done, length - done);
            if (n == Fd.WOULD_BLOCK) {
                await(Epoll.OUT);
            } else {
                done += n;
            }
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        awaitFirst();
        int n = fd.read(bytes, offset, length);
        while (n == Fd.WOULD_BLOCK) {
            await(Epoll.IN);
            n = fd.read(bytes, offset, length);
        }
        return n == 0 ? -1 : n;
    }

    @Override
    public long readMemory(long address, long length) throws IOException {
        awaitFirst();
        long n = fd.readMemory(address, length);
        while (n == Fd.WOULD_BLOCK) {
            await(Epoll.IN);
            n = fd.readMemory(address, length);
        }
        return n == 0 ? -1 : n;
    }

    private void awaitFirst() throws IOException {
        check();
        if (!flowing) {
            await(Epoll.IN);
            flowing = true;
        }
    }

    /** Waits until a non-blocking connect or accept has something to say. */
    void await(int events) throws IOException {
        long since = System.nanoTime();
        while (!poll.await(events, patience == 0 ? -1 : (int) Math.min(patience, Integer.MAX_VALUE))) {
            check();
            checkPatience(since);
        }
        check();
    }

    private void checkPatience(long since) throws IOException {
        if (patience != 0 && System.nanoTime() - since >= patience * NANOS_PER_MILLI) {
            throw impatient(patience);
        }
    }

    static IOException impatient(long millis) {
        return new IOException("no answer within " + millis + " ms: see parameter x-cpr-timeout");
    }

    @Override
    public void patience(long millis) {
        patience = millis;
    }

    /** Waits until the reader of a pipe has taken everything; one that goes before is a broken pipe. */
    void awaitTaken() throws IOException {
        long since = System.nanoTime();
        while (fd.unread() > 0) {
            boolean readerGone = poll.await(0, TAKEN_POLL_MILLIS);
            check();
            checkPatience(since);
            if (readerGone && fd.unread() > 0) {
                throw new ErrnoException("write", Errno.EPIPE);
            }
        }
    }

    Fd fd() {
        return fd;
    }

    @Override
    public Channel reverse() throws IOException {
        return kind.equals("socket") ? of(fd.dup(), kind) : Channel.super.reverse();
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public synchronized void shutdown() {
        interrupt();
        if (fd.number() >= 0 && kind.equals("socket")) {
            Sockets.shutdown(fd, Sys.SHUT_RDWR);
        }
    }

    @Override
    public synchronized void interrupt() {
        shut = true;
        if (stop.fd().number() >= 0) {
            stop.signal();
        }
    }

    @Override
    public synchronized void endInput() {
        if (fd.number() >= 0) {
            Sockets.shutdown(fd, Sys.SHUT_RD);
            makeRoom();
        }
    }

    private void makeRoom() {
        try {
            Sockets.makeRoom(fd);
        } catch (ErrnoException e) {
            // Then a word waits until the other side reads.
            return;
        }
    }

    @Override
    public void finish() {
        // What the kernel has taken is on its way.
    }

    @Override
    public synchronized void close() throws IOException {
        try (Closer closer = new Closer()) {
            closer.add(poll);
            closer.add(stop);
            closer.add(fd);
        }
    }

    private void check() throws IOException {
        if (shut) {
            throw new IOException("Operation canceled");
        }
    }
}
