package baton.command.hmp;

import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code migrate_start_postcopy}: switches to postcopy. */
public final class MigrateStartPostcopyCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "migrate_start_postcopy",
            "",
            "",
            "Followup to a migration command to switch the migration to postcopy mode. The postcopy-ram capability must be set on both source and destination before the original migration command .");

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateStartPostcopyCommand(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            migration.startPostcopy();
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }
}
