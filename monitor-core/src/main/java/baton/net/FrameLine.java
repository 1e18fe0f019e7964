package baton.net;

import baton.base.Closer;
import baton.mainloop.Handler;
import baton.mainloop.MainLoop;
import baton.mainloop.Watch;
import baton.nat.libc.Clock;
import baton.nat.libc.Epoll;
import baton.nat.libc.EventFd;
import baton.nat.libc.Fd;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Poll;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;

/** One connection of a netdev on the main loop: reads while its owner takes, and a frame refused is kept and offered again. */
final class FrameLine implements Closer.Resource {
    /** Who gets the frames. */
    interface Owner {
        /** A frame came; false when it is to be offered again after {@link FrameLine#reading}. */
        boolean received(long address, int length);

        /** A frame that {@link FrameLine#send} refused can be sent now. */
        void writable();

        /** The connection ended; {@code why} is null for an orderly end. The owner closes the line. */
        void ended(String why);
    }

    /** Frames of one go, so that a peer that floods leaves the main loop to others too. */
    private static final int BATCH = 64;

    private static final long PATIENCE_NANOS = 100_000_000;
    private static final int POLL_MILLIS = 20;

    private final MainLoop loop;
    private final Frames frames;
    private final Owner owner;
    private final NativeBuffer frame = NativeBuffer.allocate(Frames.LARGEST);
    private final Watch watch;
    private final Runnable again = new Runnable() {
        @Override
        public void run() {
            posted = false;
            read();
        }
    };
    /** Length of the frame that waits in {@link #frame}; 0 for none. */
    private int held;

    private boolean reading;
    /** A frame was refused, or part of one waits. */
    private boolean starved;

    private boolean posted;
    private boolean closed;

    /** Reads nothing until {@link #reading}. Takes ownership of {@code frames}. */
    FrameLine(MainLoop loop, Frames frames, Owner owner) {
        this.loop = loop;
        this.frames = frames;
        this.owner = owner;
        this.watch = loop.watch(frames.fd(), 0, new Handler() {
            @Override
            public void ready(int events) {
                event(events);
            }
        });
    }

    Fd fd() {
        return frames.fd();
    }

    /** Reads from now on, or rests. A frame that was refused comes again, first and not from within this call. */
    void reading(boolean on) {
        reading = on;
        listen();
        if (on) {
            readSoon();
        }
    }

    private void readSoon() {
        if (!posted) {
            posted = true;
            loop.post(again);
        }
    }

    private void listen() {
        if (!closed) {
            // A frame that is not whole is left where it is: only what comes behind it is news.
            int news = frames.incomplete() ? Epoll.IN | Epoll.RDHUP | Epoll.ET : Epoll.IN;
            watch.events((reading && held == 0 ? news : 0) | (starved ? Epoll.OUT : 0));
        }
    }

    private void event(int events) {
        if ((events & Epoll.OUT) != 0 && starved) {
            drained();
        }
        if (!closed && (events & ~Epoll.OUT) != 0) {
            read();
        }
        boolean gone = (events & (Epoll.HUP | Epoll.RDHUP)) != 0;
        if (!closed && reading && gone && !posted && frames.incomplete()) {
            owner.ended(null);
        }
    }

    private void drained() {
        try {
            frames.flush();
        } catch (IOException e) {
            owner.ended(e.getMessage());
            return;
        }
        if (!frames.pending()) {
            starved = false;
            listen();
            owner.writable();
        }
    }

    private void read() {
        int batch = 0;
        while (reading && !closed && batch++ < BATCH) {
            int length = held > 0 ? held : next();
            held = 0;
            if (length <= 0) {
                return;
            }
            if (!owner.received(frame.address(), length)) {
                refused(length);
                return;
            }
        }
        if (reading && !closed) {
            listen();
            readSoon();
        }
    }

    private void refused(int length) {
        if (!closed) {
            held = frames.putBack(length) ? 0 : length;
            reading = reading && held > 0;
            listen();
        }
    }

    /** The next frame, 0 when there is none now or ever. */
    private int next() {
        try {
            int n = frames.read(frame);
            if (n == 0) {
                owner.ended(null);
            } else if (n == Fd.WOULD_BLOCK) {
                listen();
                return 0;
            }
            return n;
        } catch (IOException e) {
            owner.ended(e.getMessage());
            return 0;
        }
    }

    /**
     * Leaves nothing half done, for another process goes on with the descriptor: what was delivered is taken off it, and of a
     * frame that was sent in part the rest is sent, for which the peer is given a moment; a peer that does not take it is
     * hung up on, as whatever came next would be taken for it.
     */
    void settle() {
        try {
            frames.delivered();
            if (frames.pending()) {
                flushSoon();
            }
        } catch (IOException e) {
            Sockets.shutdown(frames.fd(), Sys.SHUT_RDWR);
        }
    }

    private void flushSoon() throws IOException {
        long end = Clock.monotonicNanos() + PATIENCE_NANOS;
        try (Closer closer = new Closer()) {
            Poll poll = closer.add(new Poll(frames.fd(), closer.add(EventFd.create())));
            while (frames.pending() && Clock.monotonicNanos() < end) {
                poll.await(Epoll.OUT, POLL_MILLIS);
                frames.flush();
            }
        }
        if (frames.pending()) {
            throw new IOException("the peer does not read");
        }
    }

    /** Sends a frame; false when it has to wait for {@link Owner#writable}. */
    boolean send(long address, int length) {
        if (closed || length <= 0 || length > Frames.LARGEST) {
            return true;
        }
        try {
            boolean taken = frames.write(address, length);
            starved = !taken || frames.pending();
            listen();
            return taken;
        } catch (IOException e) {
            // The end is told where a descriptor is read; what is written to a dead peer is lost.
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            watch.cancel();
            frame.close();
            frames.close();
        }
    }
}
