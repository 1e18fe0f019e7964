package baton.cpr;

import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;

/** A mode that can be named and set, and is refused by {@code migrate}. */
final class AbsentMode implements MigrationStrategy {
    private final MigMode mode;

    AbsentMode(MigMode mode) {
        this.mode = mode;
    }

    @Override
    public MigMode mode() {
        return mode;
    }

    @Override
    public void check(MigratableVm vm, MigrationRequest request) throws MigrationRefused {
        throw new MigrationRefused(
                "Migration mode '" + mode.wireName() + "' is not supported by this build of Baton yet: use cpr-reboot");
    }

    @Override
    public boolean stopsVmFirst() {
        return true;
    }

    @Override
    public RamPolicy ram(RamBlock block, MigrationCapabilities capabilities) {
        return RamPolicy.BY_FD;
    }

    @Override
    public void completed(MigratableVm vm) {
        // Never reached: check refuses.
    }

    @Override
    public void failed(MigratableVm vm) {
        // Never reached: check refuses.
    }
}
