package baton.migration.stream;

import baton.migration.spi.DirtyLog;
import baton.migration.spi.PageSet;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What has still to be sent of the blocks that are copied, all of them at first. Goes round and round through RAM in the
 * order of addresses; the dirty log may be read at any point of a round. Migration thread.
 */
public final class DirtyRam {
    /** Pages handed to a sink at once. */
    private static final int RUN = 256;
    /** Pages of which the log is told at once that they are about to be read; few, so that they are read soon. */
    private static final int CHUNK = 4096;

    private record Part(RamBlock block, PageSet pages) {}

    private final List<Part> parts = new ArrayList<>();
    private final long total;
    private int part;
    private long page;
    /** Up to which page the log knows that the current part is being read. */
    private long readingTo;
    /** From the current page up to which one all were touched, or none were; looked up after the log was told. */
    private long knownTo;

    private boolean touched;
    /** Up to which page of this part all from some page on were touched, as they stay: looking for a hole reads them all. */
    private long touchedTo;

    /** Everything of those of {@code blocks} that {@code plan} copies. */
    public DirtyRam(List<RamBlock> blocks, RamPlan plan) {
        long bytes = 0;
        for (RamBlock block : blocks) {
            if (plan.ram(block) == RamPolicy.COPY) {
                PageSet pages = new PageSet(block.length() / Wire.PAGE_SIZE);
                pages.add(0, pages.pages());
                parts.add(new Part(block, pages));
                bytes += block.length();
            }
        }
        total = bytes;
    }

    /** Bytes of RAM that are copied at all. */
    public long total() {
        return total;
    }

    /** Bytes of RAM that have to be sent, as far as is known. */
    public long remaining() {
        long pages = 0;
        for (Part each : parts) {
            pages += each.pages.count();
        }
        return pages * Wire.PAGE_SIZE;
    }

    /**
     * Learns what was written to.
     *
     * @return how many bytes have to be sent that had not before
     */
    public long collect(DirtyLog log) throws IOException {
        long before = remaining();
        for (Part each : parts) {
            log.collect(each.block, each.pages);
        }
        readingTo = page;
        return remaining() - before;
    }

    /** Hands pages to {@code sink} until none is left or the pacer's slice is over. */
    void send(PageSink sink, DirtyLog log, Pacer pacer) throws IOException {
        while (remaining() > 0 && !pacer.sliceOver()) {
            long first = parts.get(part).pages.first(page);
            if (first >= 0) {
                page = run(parts.get(part), first, sink, log);
            } else if (nextPart()) {
                sink.endOfRound();
            }
        }
    }

    /** Hands one run of pages on; returns where it ended. */
    private long run(Part here, long first, PageSink sink, DirtyLog log) throws IOException {
        if (first >= readingTo) {
            readingTo = Math.min((first / CHUNK + 1) * CHUNK, here.pages.pages());
            log.reading(here.block, here.pages, first, readingTo);
            knownTo = first;
        }
        if (first >= knownTo) {
            lookUp(here.block, first);
        }
        long end = here.pages.end(first, Math.min(first + RUN, knownTo));
        if (touched) {
            sink.pages(here.block, first * Wire.PAGE_SIZE, end * Wire.PAGE_SIZE);
        } else {
            sink.untouched(here.block, first * Wire.PAGE_SIZE, end * Wire.PAGE_SIZE);
        }
        here.pages.remove(first, end);
        return end;
    }

    /** Reading memory that was never touched would make the host allocate it. */
    private void lookUp(RamBlock block, long first) {
        long end = touchedTo;
        touched = first < touchedTo;
        if (!touched) {
            long from = first * Wire.PAGE_SIZE;
            end = block.touchedFrom(from) / Wire.PAGE_SIZE;
            touched = end <= first;
            if (touched) {
                end = (block.untouchedFrom(from) + Wire.PAGE_SIZE - 1) / Wire.PAGE_SIZE;
                touchedTo = end;
            }
        }
        knownTo = Math.max(first + 1, Math.min(end, readingTo));
    }

    /** Whether this was the last part: the round is over. */
    private boolean nextPart() {
        part = (part + 1) % parts.size();
        page = 0;
        readingTo = 0;
        touchedTo = 0;
        return part == 0;
    }
}
