package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code migrate_cancel}: cancels what is under way; nothing when nothing is. */
public final class MigrateCancel implements QmpCommand {
    private static final CommandSpec SPEC =
            CommandSpec.named("migrate_cancel", "Cancel the migration").build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateCancel(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        migration.cancel();
        reply.done();
    }
}
