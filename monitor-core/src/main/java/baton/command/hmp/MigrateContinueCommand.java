package baton.command.hmp;

import baton.migration.run.MigrationService;
import baton.migration.run.MigrationStatus;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.List;

/** {@code migrate_continue}: goes on with a migration that waits before its switchover. */
public final class MigrateContinueCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("migrate_continue", "state:s", "state", "Continue migration from the given paused state");

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateContinueCommand(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        MigrationStatus state = MigrationStatus.named(args.str("state"));
        if (state == null) {
            throw QmpException.generic("invalid parameter value: " + args.str("state"));
        }
        try {
            migration.proceed(state);
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        return List.of(MigrationStatus.PRE_SWITCHOVER.wireName());
    }
}
