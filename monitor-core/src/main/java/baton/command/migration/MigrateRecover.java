package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code migrate-recover}: goes on with a paused postcopy migration. */
public final class MigrateRecover implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("migrate-recover", "Recover a postcopy migration")
            .arg("uri", Builtin.STR)
            .allowOob()
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateRecover(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            migration.recover();
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
