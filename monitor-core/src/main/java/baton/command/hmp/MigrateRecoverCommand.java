package baton.command.hmp;

import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code migrate_recover}: goes on with a paused postcopy migration. */
public final class MigrateRecoverCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("migrate_recover", "uri:s", "uri", "Continue a paused incoming postcopy migration");

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateRecoverCommand(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            migration.recover();
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }
}
