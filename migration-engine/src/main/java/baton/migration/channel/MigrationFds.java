package baton.migration.channel;

import baton.nat.libc.Fd;
import java.io.IOException;

/** Descriptors that clients and the command line handed to this process. Main loop. */
public interface MigrationFds {
    /** The descriptor that getfd named, used up by this; null when there is none of that name. The caller closes. */
    Fd take(String name);

    /**
     * A duplicate from the set a path such as {@code /dev/fdset/2} names.
     *
     * @param flags {@code Sys.O_*} as for open(2); the access mode must be the descriptor's
     * @throws IOException with QEMU's whole text, such as {@code Failed to find fdset /dev/fdset/7}
     */
    Fd openSet(String path, int flags) throws IOException;
}
