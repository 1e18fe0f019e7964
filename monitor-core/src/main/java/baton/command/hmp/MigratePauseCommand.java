package baton.command.hmp;

import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code migrate_pause}: pauses a postcopy migration. */
public final class MigratePauseCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("migrate_pause", "", "", "Pause an ongoing migration (postcopy-only)");

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigratePauseCommand(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            migration.pause();
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }
}
