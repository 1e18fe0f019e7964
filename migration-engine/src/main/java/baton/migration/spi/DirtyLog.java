package baton.migration.spi;

import baton.base.Closer;
import java.io.IOException;

/**
 * Which pages of RAM were written to, by the guest or by a device, since the log began. Nothing that was written goes
 * unnoticed; a page may be told of that nobody wrote to. One thread at a time; the caller closes, from any thread, and the
 * guest runs at full speed again.
 */
public interface DirtyLog extends Closer.Resource {
    /** For a guest that stands still: nothing is ever written. */
    DirtyLog NONE = new DirtyLog() {
        @Override
        public void collect(RamBlock block, PageSet into) {
            // Nothing is written.
        }

        @Override
        public void reading(RamBlock block, PageSet pages, long first, long end) {
            // Nothing will be written.
        }

        @Override
        public void close() {
            // Nothing is noted.
        }
    };

    /** Adds to {@code into} every page of {@code block} that was written to since it was last collected. */
    void collect(RamBlock block, PageSet into) throws IOException;

    /**
     * Those of {@code pages} from {@code first} to before {@code end}, all collected before, are about to be read. A page
     * that is read without this may be collected again without having been written to.
     */
    void reading(RamBlock block, PageSet pages, long first, long end) throws IOException;
}
