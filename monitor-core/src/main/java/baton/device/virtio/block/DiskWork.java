package baton.device.virtio.block;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioLink;
import baton.mainloop.Workers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * The requests of a disk in hand. Several are worked on at once by threads that wait for storage; where storage answers at
 * once the thread that took them from the queue does so itself. Methods are called with the lock of {@link
 * VirtioLink#lock} held, which nobody holds while another thread waits.
 */
final class DiskWork implements BlockRequest.Completion, Closer.Resource {
    /** So much is answered before the driver is told, if it asked for more meanwhile. */
    private static final long QUIET_BYTES = 256 << 10;
    /** More than this is left to another thread if the driver wants something else too. */
    private static final long SMALL_BYTES = 64 << 10;

    private final VirtioLink link;
    /** Null where all is done at once. */
    private final Workers workers;

    private final Supplier<BlockRequest> maker;
    private final Unanswered unanswered;
    private final ArrayDeque<BlockRequest> free = new ArrayDeque<>();
    private final Pace transfers = new Pace();
    private final Pace others = new Pace();
    /** How many others work on. */
    private int busy;
    /** A request has failed and the machine is about to stop: nothing more until it goes on. */
    private boolean halted;

    private boolean settling;

    DiskWork(VirtioLink link, Workers workers, Unanswered unanswered, Supplier<BlockRequest> maker) {
        this.link = link;
        this.workers = workers;
        this.unanswered = unanswered;
        this.maker = maker;
    }

    /** The machine goes on. */
    void goOn() {
        halted = false;
    }

    /** Whether none is begun for now. */
    boolean rests() {
        return halted || settling || !link.serving();
    }

    /** Begins those that are to be done again. */
    void again() {
        for (int left = unanswered.count(); left > 0 && !rests(); left--) {
            BlockRequest request = idle();
            VirtQueue queue = link.queue(unanswered.queue());
            if (!queue.walk(unanswered.head(), request.chain())) {
                free.push(request);
                return;
            }
            unanswered.removeFirst();
            begin(request, queue, left > 1);
            queue.signal();
        }
    }

    /** Begins all that a driver has in {@code queue}. */
    void drain(VirtQueue queue) {
        long quiet = 0;
        while (!rests()) {
            BlockRequest request = idle();
            if (!queue.pop(request.chain())) {
                free.push(request);
                return;
            }
            quiet += request.bytes();
            begin(request, queue, busy > 0 || queue.hasNext());
            if (quiet >= QUIET_BYTES) {
                queue.signal();
                quiet = 0;
            }
        }
    }

    private BlockRequest idle() {
        BlockRequest request = free.poll();
        return request == null ? maker.get() : request;
    }

    private void begin(BlockRequest request, VirtQueue queue, boolean moreWait) {
        String wrong = request.begin(queue, this);
        if (wrong != null) {
            link.broken(wrong);
            free.push(request);
        } else if (atOnce(request, moreWait)) {
            request.perform();
            finish(request);
        } else {
            busy++;
            workers.run(request);
        }
    }

    private boolean atOnce(BlockRequest request, boolean moreWait) {
        return workers == null || pace(request).atOnce() && !(moreWait && request.bytes() > SMALL_BYTES);
    }

    private Pace pace(BlockRequest request) {
        return request.transfers() ? transfers : others;
    }

    @AnyThread
    @Override
    public void completed(BlockRequest request) {
        synchronized (link.lock()) {
            busy--;
            finish(request);
            request.queue().signal();
            if (busy == 0) {
                link.lock().notifyAll();
            }
        }
    }

    private void finish(BlockRequest request) {
        pace(request).took(request.nanos(), request.bytes());
        if (request.answer()) {
            request.queue().push(request.chain(), request.chain().writable().bytes());
        } else {
            unanswered.add(request.queue().index(), request.chain().head());
            halted = true;
        }
        free.push(request);
    }

    /** Waits for other threads, giving up the lock; none is begun meanwhile. */
    void settle() {
        boolean interrupted = false;
        settling = true;
        while (busy > 0) {
            try {
                link.lock().wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        settling = false;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once nothing is begun any more. */
    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            for (BlockRequest request : free) {
                closer.add(request);
            }
            if (workers != null) {
                closer.add(workers);
            }
        }
    }
}
