package baton.migration.run;

import baton.base.AnyThread;
import baton.migration.stream.Pacer;
import baton.migration.stream.XbzrleCounts;
import java.io.InterruptedIOException;

/** Counts what an outgoing migration has sent, and paces it. The migration thread counts, anybody may look. */
final class Progress implements Pacer {
    static final int PAGE = 4096;

    /** What the bytes that are being sent are. */
    enum Stage {
        /** Not RAM. */
        STATE,
        /** RAM of a guest that runs, or of one that stands still from the beginning: limited. */
        RAM,
        /** RAM of a guest that waits to be started on the other side: as fast as possible. */
        LAST_RAM
    }

    private final Brake brake;
    private final long ramBytes;
    private volatile long remaining;
    private volatile long sent;
    private volatile long runningBytes;
    private volatile long stoppedBytes;
    private volatile long multifd;
    private volatile XbzrleCounts xbzrle;
    private volatile long normal;
    private volatile long zero;
    private volatile int passes;
    private volatile int throttle;
    private volatile Rates rates;
    private Stage stage = Stage.STATE;
    private boolean guestRuns;
    private long sliceEnd;
    private boolean sliced;

    /** For {@code ramBytes} of RAM that will be copied. */
    Progress(long ramBytes, Brake brake, Rates rates) {
        this.ramBytes = ramBytes;
        this.remaining = ramBytes;
        this.brake = brake;
        this.rates = rates;
    }

    @Override
    public void sent(int bytes) throws InterruptedIOException {
        sent += bytes;
        if (stage != Stage.STATE && guestRuns) {
            runningBytes += bytes;
        } else if (stage != Stage.STATE) {
            stoppedBytes += bytes;
        }
        brake.sent(bytes);
    }

    @Override
    public void xbzrle(XbzrleCounts counts) {
        xbzrle = counts;
    }

    @Override
    public void multifd(long bytes) throws InterruptedIOException {
        multifd += bytes;
        sent((int) bytes);
    }

    @Override
    public void pages(int normalPages, int zeroPages) throws InterruptedIOException {
        normal += normalPages;
        zero += zeroPages;
        remaining = Math.max(0, remaining - (long) (normalPages + zeroPages) * PAGE);
        brake.check();
    }

    @Override
    public boolean sliceOver() {
        return sliced && System.nanoTime() >= sliceEnd;
    }

    /** Parts of RAM end at {@code end}, as {@link System#nanoTime}. */
    void sliceUntil(long end) {
        sliced = true;
        sliceEnd = end;
    }

    /** Parts of RAM end when there is nothing left. */
    void noSlices() {
        sliced = false;
    }

    /** Says what the bytes that follow are. */
    void stage(Stage next, boolean running) {
        stage = next;
        guestRuns = running;
        brake.limit(next == Stage.RAM);
    }

    /** Data begins to flow, measured by {@code fresh}. */
    void flows(Rates fresh) {
        rates = fresh;
    }

    /** One more look at RAM, which found so many bytes to send; returns its number. */
    int nextPass(long bytes) {
        remaining = bytes;
        return ++passes;
    }

    /** The guest stands still for so much of the time. */
    void throttled(int percent) {
        throttle = percent;
    }

    @AnyThread
    Rates rates() {
        return rates;
    }

    @AnyThread
    Brake brake() {
        return brake;
    }

    @AnyThread
    long ramBytes() {
        return ramBytes;
    }

    @AnyThread
    long remaining() {
        return remaining;
    }

    @AnyThread
    long sent() {
        return sent;
    }

    /** Bytes of RAM sent while the guest ran. */
    @AnyThread
    long runningBytes() {
        return runningBytes;
    }

    /** Bytes of RAM sent while it stood still. */
    @AnyThread
    long stoppedBytes() {
        return stoppedBytes;
    }

    /** What xbzrle has saved; null when it is off. */
    @AnyThread
    XbzrleCounts xbzrleCounts() {
        return xbzrle;
    }

    /** Bytes on the channels beside the main one. */
    @AnyThread
    long multifdBytes() {
        return multifd;
    }

    @AnyThread
    long normal() {
        return normal;
    }

    @AnyThread
    long zero() {
        return zero;
    }

    @AnyThread
    long pages() {
        return normal + zero;
    }

    @AnyThread
    int passes() {
        return passes;
    }

    /** Percent; 0 when the guest is not slowed down. */
    @AnyThread
    int throttle() {
        return throttle;
    }
}
