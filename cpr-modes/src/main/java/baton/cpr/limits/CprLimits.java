package baton.cpr.limits;

import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.RamBlock;
import java.util.ArrayList;
import java.util.List;

/** What live-update modes refuse, with QEMU's texts. */
public final class CprLimits {
    private CprLimits() {}

    /** Refuses the capabilities that no live-update mode goes with. */
    public static void checkCapabilities(MigrationCapabilities on) throws MigrationRefused {
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

    /** One text for each block of RAM that another process could not map: it would start without its contents. */
    public static List<String> ramBlockers(MigratableVm vm) {
        List<String> blockers = new ArrayList<>();
        for (RamBlock block : vm.ramBlocks()) {
            if (!block.shared() || !block.namedFile() && block.fd() < 0) {
                blockers.add("Memory region " + block.name() + " is not compatible with CPR. share=on is required for"
                        + " memory-backend objects, and aux-ram-share=on is required.");
            }
        }
        return blockers;
    }
}
