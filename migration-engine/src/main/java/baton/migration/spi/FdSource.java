package baton.migration.spi;

import baton.base.MainLoopThread;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import java.io.IOException;

/** Where RAM finds its files: those of the file system, and descriptors this process was handed by whoever had the guest. */
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

    /** Opens a file for RAM as open(2) does; an implementation may know of more paths, such as {@code /dev/fdset/2}. */
    default Fd open(String path, int flags, int mode) throws IOException {
        return Files.open(path, flags, mode);
    }

    /** The descriptor of the block of that name, the caller's from now on; null when there is none. */
    Fd take(String name);
}
