package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.migration.run.MigrationStatus;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.MigrationTypes;

/** {@code migrate-continue}: goes on with a migration that waits before its switchover. */
public final class MigrateContinue implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "migrate-continue", "Continue the migration from a state it waits in")
            .arg("state", MigrationTypes.STATUS)
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateContinue(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            migration.proceed(MigrationStatus.named(in.str("state")));
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
