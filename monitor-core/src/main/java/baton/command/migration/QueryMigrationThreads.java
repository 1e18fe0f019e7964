package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;

/** {@code query-migrationthreads}: the threads a migration has. */
public final class QueryMigrationThreads implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("MigrationThreadInfo")
            .member("name", Builtin.STR)
            .member("thread-id", Builtin.INT)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named(
                    "query-migrationthreads", "List the threads of the migration")
            .returns(ArrayType.of(INFO))
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public QueryMigrationThreads(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(migration.threads());
    }
}
