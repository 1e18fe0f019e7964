package baton.cpr.limits;

import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.MigrationRefused;

/** The capabilities that no live-update mode goes with. */
public final class CprCapabilities {
    private CprCapabilities() {}

    /** Refuses with QEMU's texts. */
    public static void check(MigrationCapabilities on) throws MigrationRefused {
        if (on.has(Capability.POSTCOPY_RAM) || on.has(Capability.DIRTY_BITMAPS)) {
            throw new MigrationRefused("Cannot use postcopy with CPR");
        }
        if (on.has(Capability.BACKGROUND_SNAPSHOT)) {
            throw new MigrationRefused("Cannot use background snapshot with CPR");
        }
        if (on.has(Capability.X_COLO)) {
            throw new MigrationRefused("Cannot use COLO with CPR");
        }
    }
}
