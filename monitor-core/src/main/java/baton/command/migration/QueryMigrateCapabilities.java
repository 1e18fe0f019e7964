package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.MigrationTypes;

/** {@code query-migrate-capabilities}: the migration capabilities and whether each is on. */
public final class QueryMigrateCapabilities implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-migrate-capabilities", "List the capabilities")
            .returns(ArrayType.of(MigrationTypes.CAPABILITY_STATUS))
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public QueryMigrateCapabilities(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(migration.capabilities().toList());
    }
}
