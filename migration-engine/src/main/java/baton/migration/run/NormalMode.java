package baton.migration.run;

import baton.migration.params.Capability;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;

/** Mode {@code normal}: the guest runs while its RAM is sent, and stops for what is left of it and for its state. */
public final class NormalMode implements MigrationStrategy {
    private static final Capability[] NOT_HERE = {
        Capability.POSTCOPY_RAM, Capability.DIRTY_BITMAPS, Capability.BACKGROUND_SNAPSHOT
    };

    @Override
    public MigMode mode() {
        return MigMode.NORMAL;
    }

    @Override
    public void check(MigratableVm vm, MigrationRequest request) throws MigrationRefused {
        for (Capability capability : NOT_HERE) {
            if (request.capabilities().has(capability)) {
                throw new MigrationRefused("Capability '" + capability.wireName()
                        + "' is not supported by this build of Baton: it comes with a later one");
            }
        }
    }

    @Override
    public boolean stopsVmFirst() {
        return false;
    }

    @Override
    public boolean answered(MigrationCapabilities capabilities) {
        return capabilities.has(Capability.RETURN_PATH);
    }

    @Override
    public RamPolicy ram(RamBlock block, MigrationCapabilities capabilities) {
        return RamPolicy.of(block, capabilities);
    }

    @Override
    public void completed(MigratableVm vm) {
        // The user decides what becomes of the stopped guest.
    }

    @Override
    public void failed(MigratableVm vm) {
        // Nothing was done before the stream.
    }
}
