package baton.migration.stream;

import baton.migration.spi.DirtyLog;
import baton.migration.spi.PageSet;
import baton.migration.spi.RamBlock;

/** Says that every page was written to. */
final class EverythingDirty implements DirtyLog {
    @Override
    public void collect(RamBlock block, PageSet into) {
        into.add(0, into.pages());
    }

    @Override
    public void reading(RamBlock block, PageSet pages, long first, long end) {}

    @Override
    public void close() {}
}
