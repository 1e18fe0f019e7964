package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.MigrationTypes;

/** {@code migrate-set-parameters}: sets migration parameters, all or none. */
public final class MigrateSetParameters implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("migrate-set-parameters", "Set migration parameters")
            .takes(MigrationTypes.SET_PARAMETERS)
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateSetParameters(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            migration.setParameters(in.all());
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
