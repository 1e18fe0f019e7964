package baton.machine.memory;

import baton.base.AnyThread;
import baton.migration.spi.DirtyLog;
import baton.migration.spi.PageSet;
import baton.migration.spi.RamBlock;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pages were written to: by the guest, as KVM notes it slot by slot, and by Baton's own devices and loaders, which
 * write through {@link MemoryMap}. A dirty ring instead of KVM's bitmaps would be another {@link WriteSlots}. Locks: this
 * object's, and below it that of the marks.
 */
final class WriteLog implements DirtyLog {
    private static final long PAGE = 4096;

    /** What Baton wrote to one block. */
    private record Marks(RamBlock block, PageSet pages) {}

    private final WriteSlots slots;
    private final List<MemoryMap.Region> regions;
    private final List<Marks> own = new ArrayList<>();
    private final NativeBuffer bitmap;
    private final boolean byHand;
    private boolean open = true;

    private WriteLog(WriteSlots slots, List<MemoryMap.Region> regions) throws IOException {
        this.slots = slots;
        this.regions = regions;
        this.byHand = slots.clearsByHand();
        long longest = 0;
        for (MemoryMap.Region region : regions) {
            longest = Math.max(longest, region.length());
            if (marks(region.block()) == null) {
                own.add(new Marks(region.block(), new PageSet(region.block().length() / PAGE)));
            }
        }
        this.bitmap = NativeBuffer.allocate(Math.toIntExact((longest / PAGE + Long.SIZE) / Byte.SIZE));
    }

    /** Begins; what Baton writes must be told to {@link #wrote} from before on. */
    static WriteLog begin(WriteSlots slots, List<MemoryMap.Region> regions) throws IOException {
        WriteLog log = new WriteLog(slots, regions);
        try {
            for (int slot = 0; slot < regions.size(); slot++) {
                slots.log(slot, true);
            }
        } catch (IOException e) {
            log.close();
            throw e;
        }
        return log;
    }

    /** Baton has written to {@code length} bytes of a block. */
    @AnyThread
    void wrote(RamBlock block, long offset, long length) {
        synchronized (own) {
            Marks marks = marks(block);
            if (marks != null) {
                marks.pages.add(offset / PAGE, (offset + length + PAGE - 1) / PAGE);
            }
        }
    }

    private Marks marks(RamBlock block) {
        for (Marks marks : own) {
            if (marks.block == block) {
                return marks;
            }
        }
        return null;
    }

    @Override
    public synchronized void collect(RamBlock block, PageSet into) throws IOException {
        check();
        for (int slot = 0; slot < regions.size(); slot++) {
            MemoryMap.Region region = regions.get(slot);
            if (region.block() == block) {
                slots.written(slot, bitmap.address());
                into.addBits(region.offset() / PAGE, bitmap.address(), region.length() / PAGE);
            }
        }
        synchronized (own) {
            Marks marks = marks(block);
            if (marks != null) {
                into.add(marks.pages);
                marks.pages.clear();
            }
        }
    }

    @Override
    public synchronized void reading(RamBlock block, PageSet pages, long first, long end) throws IOException {
        check();
        for (int slot = 0; byHand && slot < regions.size(); slot++) {
            if (regions.get(slot).block() == block) {
                clear(slot, pages, first, end);
            }
        }
    }

    /** A little more than asked for, so that it is whole words; the bits beyond are those of pages that are read later. */
    private void clear(int slot, PageSet pages, long first, long end) throws IOException {
        long base = regions.get(slot).offset() / PAGE;
        long length = regions.get(slot).length() / PAGE;
        long from = Math.max(0, first - base) & -Long.SIZE;
        long to = Math.min(length, end - base + Long.SIZE - 1 & -Long.SIZE);
        if (from < to) {
            pages.copyBits(base + from, bitmap.address(), to - from);
            slots.clear(slot, from, Math.toIntExact(to - from), bitmap.address());
        }
    }

    private void check() throws IOException {
        if (!open) {
            throw new IOException("the log of written pages has ended");
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        bitmap.close();
        synchronized (own) {
            own.clear();
        }
        IOException first = null;
        for (int slot = 0; slot < regions.size(); slot++) {
            try {
                slots.log(slot, false);
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
