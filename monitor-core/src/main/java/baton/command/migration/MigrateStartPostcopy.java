package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code migrate-start-postcopy}: switches to postcopy. */
public final class MigrateStartPostcopy implements QmpCommand {
    private static final CommandSpec SPEC =
            CommandSpec.named("migrate-start-postcopy", "Switch to postcopy").build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateStartPostcopy(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            migration.startPostcopy();
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
