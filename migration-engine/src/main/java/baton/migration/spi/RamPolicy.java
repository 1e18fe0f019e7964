package baton.migration.spi;

import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;

/** How a RAM block travels. */
public enum RamPolicy {
    /** Its pages are in the stream. */
    COPY,
    /** It is listed, but its pages stay where they are: a file the other side opens by name. */
    IN_PLACE,
    /** It is listed, and its descriptor is handed over. */
    BY_FD;

    /** What the capabilities alone say: x-ignore-shared keeps what is shared and has a name in place. */
    public static RamPolicy of(RamBlock block, MigrationCapabilities capabilities) {
        boolean inPlace = capabilities.has(Capability.X_IGNORE_SHARED) && block.shared() && block.namedFile();
        return inPlace ? IN_PLACE : COPY;
    }
}
