package baton.migration.spi;

import baton.base.MainLoopThread;
import baton.nat.libc.Fd;

/** Descriptors of RAM that this process was handed by the one whose guest it takes over. */
@MainLoopThread
public interface FdSource {
    /** There is no such process: everything is made anew. */
    FdSource NONE = new FdSource() {
        @Override
        public boolean inherits() {
            return false;
        }

        @Override
        public Fd take(String name) {
            return null;
        }
    };

    /** Whether RAM has content already: it must be found, not made, and nothing may be written to it. */
    boolean inherits();

    /** The descriptor of the block of that name, the caller's from now on; null when there is none. */
    Fd take(String name);
}
