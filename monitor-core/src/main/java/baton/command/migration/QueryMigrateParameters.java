package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.MigrationTypes;

/** {@code query-migrate-parameters}: the migration parameters. */
public final class QueryMigrateParameters implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "query-migrate-parameters", "List the migration parameters")
            .returns(MigrationTypes.PARAMETERS)
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public QueryMigrateParameters(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(migration.parameters().toMap());
    }
}
