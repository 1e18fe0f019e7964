package baton.device.virtio.balloon;

import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioLink;
import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Clock;
import baton.nat.libc.Mmap;
import java.util.Map;

/**
 * A memory balloon: the guest gives pages up as far as it is asked to, and the host has them meanwhile. It tells how its
 * memory is used: one buffer of its is kept here until somebody wants to know anew.
 */
public final class VirtioBalloon implements VirtioDevice {
    private static final long STATS = 1L << 1;
    private static final long DEFLATE_ON_OOM = 1L << 2;
    private static final long PAGE_POISON = 1L << 4;
    private static final int INFLATE = 0;
    private static final int STATS_QUEUE = 2;
    private static final int QUEUE_SIZE = 128;
    private static final int CONFIG_BYTES = 16;
    private static final int ACTUAL_AT = 4;
    private static final int POISON_AT = 12;
    private static final int PAGE_SHIFT = 12;
    private static final long PAGE = 1L << PAGE_SHIFT;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int NUMBERS = 1024;

    /** Who made it. */
    public interface Owner {
        /** The guest has given memory up, or taken it back, and has {@code bytes} now. On a vCPU thread. */
        void changed(long bytes);

        /** It was taken away. */
        void closed(VirtioBalloon balloon);
    }

    private final long ramBytes;
    private final boolean deflateOnOom;
    private final MainLoop loop;
    private final Owner owner;
    private final BalloonStats stats = new BalloonStats();
    private final byte[] numbers = new byte[4 * NUMBERS];
    private final Timer poll;
    private VirtioLink link;
    private VirtChain chain;
    /** The driver's buffer for statistics, while {@link #asked} is false. */
    private VirtChain kept;

    private boolean keeping;
    private long pollSeconds;
    private volatile int pages;
    private volatile int actual;
    private volatile int poison;

    /**
     * Makes one.
     *
     * @param ramBytes the guest's memory
     * @param deflateOnOom whether a guest that runs out of memory may take pages back unasked
     * @param loop the main loop; null in tests
     * @param owner told what becomes of it
     */
    public VirtioBalloon(long ramBytes, boolean deflateOnOom, MainLoop loop, Owner owner) {
        this.ramBytes = ramBytes;
        this.deflateOnOom = deflateOnOom;
        this.loop = loop;
        this.owner = owner;
        this.poll = loop == null
                ? null
                : loop.timer(new Runnable() {
                    @Override
                    public void run() {
                        askForStats();
                    }
                });
    }

    // ---- for monitors, on the main loop

    /** Asks the guest to keep no more than {@code bytes} of memory. */
    public void target(long bytes) {
        pages = (int) (ramBytes - Math.min(bytes, ramBytes) >>> PAGE_SHIFT);
        link.configChanged();
    }

    /** How much memory the guest has now, in bytes. */
    public long actualBytes() {
        return ramBytes - ((actual & 0xffffffffL) << PAGE_SHIFT);
    }

    /** QOM's {@code guest-stats}. */
    public Map<String, Object> guestStats() {
        synchronized (link.lock()) {
            return stats.show();
        }
    }

    /** Seconds between two askings for statistics; 0 for never. */
    public long pollingInterval() {
        return pollSeconds;
    }

    /** Sets that; when it was 0 the guest is asked at once. */
    public void pollingInterval(long seconds) {
        boolean first = pollSeconds == 0;
        pollSeconds = seconds;
        if (poll == null) {
            return;
        }
        poll.cancel();
        if (first && seconds > 0) {
            askForStats();
        } else {
            pollLater();
        }
    }

    private void pollLater() {
        if (pollSeconds > 0 && poll != null) {
            poll.at(Clock.monotonicNanos() + pollSeconds * NANOS_PER_SECOND);
        }
    }

    private void askForStats() {
        synchronized (link.lock()) {
            if (keeping && link.serving()) {
                keeping = false;
                VirtQueue queue = link.queue(STATS_QUEUE);
                queue.push(kept, 0);
                queue.signal();
            }
        }
        pollLater();
    }

    // ---- as a virtio device

    @Override
    public String name() {
        return "virtio-balloon";
    }

    @Override
    public int stateVersion() {
        return 1;
    }

    @Override
    public int deviceId() {
        return 5;
    }

    @Override
    public long features(long ring) {
        return ring | STATS | PAGE_POISON | (deflateOnOom ? DEFLATE_ON_OOM : 0);
    }

    @Override
    public int[] queueSizes() {
        return new int[] {QUEUE_SIZE, QUEUE_SIZE, QUEUE_SIZE};
    }

    @Override
    public int configBytes() {
        return CONFIG_BYTES;
    }

    @Override
    public void readConfig(byte[] into) {
        put(into, 0, pages);
        put(into, ACTUAL_AT, actual);
        put(into, 2 * ACTUAL_AT, 0);
        put(into, POISON_AT, poison);
    }

    @Override
    public void writeConfig(byte[] config) {
        int before = actual;
        actual = get(config, ACTUAL_AT);
        if (link.negotiated(PAGE_POISON)) {
            poison = get(config, POISON_AT);
        }
        if (before != actual) {
            owner.changed(actualBytes());
        }
    }

    private static void put(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }

    private static int get(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }

    @Override
    public void attach(VirtioLink newLink) {
        link = newLink;
        chain = new VirtChain(newLink.memory());
        kept = new VirtChain(newLink.memory());
    }

    @Override
    public MainLoop loop() {
        return loop;
    }

    @Override
    public void notified(int number) {
        VirtQueue queue = link.queue(number);
        if (number == STATS_QUEUE) {
            takeStats(queue);
            return;
        }
        while (queue.pop(chain)) {
            if (number == INFLATE) {
                inflate();
            }
            queue.push(chain, 0);
        }
        queue.signal();
    }

    /** Takes every page that is named; what is no page of RAM is left alone. */
    private void inflate() {
        long at = 0;
        for (int n = next(at); n > 0; n = next(at)) {
            for (int i = 0; i + 4 <= n; i += 4) {
                long address = (get(numbers, i) & 0xffffffffL) << PAGE_SHIFT;
                if (link.memory().contiguous(address, PAGE) == PAGE) {
                    Mmap.giveBack(link.memory().host(address), PAGE);
                    link.memory().wrote(address, PAGE);
                }
            }
            at += n;
        }
    }

    /** No more than could name every page there is, however long the driver's list is. */
    private int next(long at) {
        boolean enough = at > 4 * (ramBytes >>> PAGE_SHIFT);
        return enough ? 0 : chain.readable().read(at, numbers, 0, numbers.length);
    }

    /** A driver has one buffer for statistics; one that gives more gets the older back. */
    private void takeStats(VirtQueue queue) {
        while (queue.pop(chain)) {
            if (keeping) {
                queue.push(kept, 0);
                queue.signal();
            }
            VirtChain older = kept;
            kept = chain;
            chain = older;
            keeping = true;
            stats.take(kept.readable(), System.currentTimeMillis() / 1000);
        }
    }

    @Override
    public void reset() {
        keeping = false;
        stats.reset();
        poison = 0;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        pages = v.u32("num_pages", pages);
        actual = v.u32("actual", actual);
        if (v.subsection("virtio-balloon-device/page-poison", 1, link.negotiated(PAGE_POISON))) {
            poison = v.u32("poison_val", poison);
        }
    }

    /** The buffer for statistics that another process kept is taken once more. */
    @Override
    public void commit() {
        link.queue(STATS_QUEUE).rewind(1);
    }

    @Override
    public void close() {
        owner.closed(this);
        if (poll != null) {
            poll.cancel();
        }
        chain.close();
        kept.close();
    }
}
