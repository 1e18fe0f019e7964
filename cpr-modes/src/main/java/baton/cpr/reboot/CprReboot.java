package baton.cpr.reboot;

import baton.cpr.limits.CprLimits;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;

/**
 * Mode {@code cpr-reboot}: the stopped guest goes to any address; RAM that is shared and in a named file stays there when
 * x-ignore-shared is on. A cpr channel, if given, is ignored, as in QEMU.
 */
public final class CprReboot implements MigrationStrategy {
    @Override
    public MigMode mode() {
        return MigMode.CPR_REBOOT;
    }

    @Override
    public void check(MigratableVm vm, MigrationRequest request) throws MigrationRefused {
        CprLimits.checkCapabilities(request.capabilities());
    }

    @Override
    public boolean stopsVmFirst() {
        return true;
    }

    @Override
    public RamPolicy ram(RamBlock block, MigrationCapabilities capabilities) {
        return RamPolicy.of(block, capabilities);
    }

    @Override
    public void completed(MigratableVm vm) {
        // The user quits, and starts again from the file.
    }

    @Override
    public void failed(MigratableVm vm) {
        // Nothing was done before the stream.
    }
}
