package baton.migration.multifd;

import baton.base.Closer;
import baton.migration.spi.RamBlock;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Memory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Threads, one a channel, that take pages from the migration thread, batch by batch: whichever is free gets the next one. A
 * few batches wait in line, so that neither side has to wake the other for each.
 * Everything but {@link #close} is the migration thread's; a channel that fails makes its next call fail.
 */
public final class Lanes implements Closer.Resource {
    /** Batches for each channel. */
    private static final int BATCHES = 8;

    private final List<Lane> lanes = new ArrayList<>();
    /** In the order they came. Under the lock of this. */
    private final Deque<PageBatch> full = new ArrayDeque<>();

    private final Deque<PageBatch> empty = new ArrayDeque<>();
    /** What was sent and not yet asked for. Under the lock of this. */
    private final Tally tally = new Tally();

    private PageBatch filling = new PageBatch();
    private boolean unsynced;
    private IOException failure;
    private boolean ending;

    private Lanes() {}

    /** Starts a thread for each of {@code works}, which are closed with this. */
    public static Lanes start(String name, List<? extends LaneWork> works, Threads threads) {
        Lanes all = new Lanes();
        for (LaneWork work : works) {
            Lane lane = all.new Lane(work);
            all.lanes.add(lane);
            for (int i = 0; i < BATCHES; i++) {
                all.empty.add(new PageBatch());
            }
            lane.thread = threads.start(name + all.lanes.size(), lane);
        }
        return all;
    }

    /** Sends a page as it is now or a little later. */
    public void add(RamBlock block, long offset) throws IOException {
        if (!filling.takes(block)) {
            submit();
        }
        filling.add(block, offset);
    }

    /** What was added goes on its way. */
    public void submit() throws IOException {
        if (filling.count() > 0) {
            filling = handOver(filling);
            unsynced = true;
        }
    }

    /** Puts {@code batch} in line and returns an empty one. */
    private synchronized PageBatch handOver(PageBatch batch) throws IOException {
        check();
        if (full.isEmpty()) {
            notifyAll();
        }
        full.add(batch);
        while (empty.isEmpty()) {
            await();
            check();
        }
        return empty.remove();
    }

    private void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Waits until everything is sent and every channel has sent its mark.
     *
     * @return false when nothing was sent since the last time, and nothing had to be done
     */
    public boolean sync() throws IOException {
        submit();
        if (!unsynced) {
            return false;
        }
        mark();
        return true;
    }

    /** As {@link #sync}, whether or not anything was sent. */
    public void mark() throws IOException {
        submit();
        synchronized (this) {
            for (Lane lane : lanes) {
                lane.marks = true;
            }
            notifyAll();
            while (working()) {
                await();
            }
            check();
        }
        unsynced = false;
    }

    private boolean working() {
        boolean working = !full.isEmpty();
        for (Lane lane : lanes) {
            working |= lane.batch != null || lane.marks;
        }
        return working && failure == null;
    }

    private void await() throws IOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Moves what was sent since the last time into {@code into}. */
    public synchronized void tally(Tally into) {
        into.take(tally);
    }

    private synchronized void failed(IOException e) {
        if (failure == null) {
            failure = e;
        }
        notifyAll();
    }

    /** Ends the threads and waits for them: whoever failed or was cancelled has shut their channels down before. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            ending = true;
            notifyAll();
        }
        try (Closer closer = new Closer()) {
            for (Lane lane : lanes) {
                closer.add(lane.work);
            }
            for (Lane lane : lanes) {
                lane.thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** One channel's thread. */
    private final class Lane implements Runnable {
        final LaneWork work;
        Thread thread;
        /** What is being sent; null when it is nothing or a mark. */
        PageBatch batch;

        boolean marks;
        private final Tally sent = new Tally();

        Lane(LaneWork work) {
            this.work = work;
        }

        @Override
        public void run() {
            IOException problem = new IOException("internal error: the thread of a channel ended early");
            try {
                work.begin();
                while (next()) {
                    if (batch != null) {
                        work.pages(batch, sent);
                        Memory.settle();
                    } else {
                        work.sync(sent);
                    }
                    done();
                }
                problem = null;
            } catch (IOException e) {
                problem = e;
            } catch (InternalError e) {
                // What the JVM makes of a SIGBUS.
                problem = new ErrnoException("guest RAM", Errno.EFAULT);
            } finally {
                if (problem != null) {
                    failed(problem);
                }
            }
        }

        /** Waits for something to do; a mark comes behind the pages. */
        private boolean next() throws IOException {
            synchronized (Lanes.this) {
                while (full.isEmpty() && !marks && !ending) {
                    Lanes.this.await();
                }
                batch = full.poll();
                return !ending;
            }
        }

        private void done() {
            synchronized (Lanes.this) {
                tally.take(sent);
                boolean awaited = empty.isEmpty();
                if (batch == null) {
                    marks = false;
                    awaited = true;
                } else {
                    batch.clear();
                    empty.add(batch);
                    batch = null;
                    awaited |= full.isEmpty();
                }
                if (awaited) {
                    Lanes.this.notifyAll();
                }
            }
        }
    }
}
