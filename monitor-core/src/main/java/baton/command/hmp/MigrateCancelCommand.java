package baton.command.hmp;

import baton.migration.run.MigrationService;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code migrate_cancel}: cancels what is under way. */
public final class MigrateCancelCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("migrate_cancel", "", "", "cancel the current VM migration");

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateCancelCommand(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        migration.cancel();
    }
}
