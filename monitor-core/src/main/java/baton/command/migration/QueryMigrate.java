package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.CommonTypes;
import baton.monitor.qmp.schema.MigrationTypes;
import baton.monitor.qmp.schema.ObjectType;

/** {@code query-migrate}: where the last migration is, and how it goes. */
public final class QueryMigrate implements QmpCommand {
    private static final ObjectType RAM = ObjectType.named("MigrationRAMStats")
            .member("transferred", Builtin.INT)
            .member("remaining", Builtin.INT)
            .member("total", Builtin.INT)
            .member("duplicate", Builtin.INT)
            .member("normal", Builtin.INT)
            .member("normal-bytes", Builtin.INT)
            .member("dirty-pages-rate", Builtin.INT)
            .member("mbps", Builtin.NUMBER)
            .member("dirty-sync-count", Builtin.INT)
            .member("postcopy-requests", Builtin.INT)
            .member("page-size", Builtin.INT)
            .member("multifd-bytes", Builtin.UINT64)
            .member("pages-per-second", Builtin.UINT64)
            .member("precopy-bytes", Builtin.UINT64)
            .member("downtime-bytes", Builtin.UINT64)
            .member("postcopy-bytes", Builtin.UINT64)
            .member("dirty-sync-missed-zero-copy", Builtin.UINT64)
            .build();
    private static final ObjectType XBZRLE = ObjectType.named("XBZRLECacheStats")
            .member("cache-size", Builtin.SIZE)
            .member("bytes", Builtin.INT)
            .member("pages", Builtin.INT)
            .member("cache-miss", Builtin.INT)
            .member("cache-miss-rate", Builtin.NUMBER)
            .member("encoding-rate", Builtin.NUMBER)
            .member("overflow", Builtin.INT)
            .build();
    /** Microseconds; only the parts that there were. */
    private static final ObjectType PAUSE = ObjectType.named("MigrationPause")
            .optional("stop", Builtin.INT)
            .optional("save", Builtin.INT)
            .optional("finish", Builtin.INT)
            .optional("exec", Builtin.INT)
            .optional("transfer", Builtin.INT)
            .optional("load", Builtin.INT)
            .optional("start", Builtin.INT)
            .build();

    private static final ObjectType INFO = ObjectType.named("MigrationInfo")
            .optional("status", MigrationTypes.STATUS)
            .optional("ram", RAM)
            .optional("xbzrle-cache", XBZRLE)
            .optional("total-time", Builtin.INT)
            .optional("expected-downtime", Builtin.INT)
            .optional("downtime", Builtin.INT)
            .optional("x-pause", PAUSE, "unstable")
            .optional("setup-time", Builtin.INT)
            .optional("cpu-throttle-percentage", Builtin.INT)
            .optional("error-desc", Builtin.STR)
            .optional("blocked-reasons", ArrayType.of(Builtin.STR))
            .optional("socket-address", ArrayType.of(CommonTypes.SOCKET_ADDRESS))
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-migrate", "Show the migration")
            .returns(INFO)
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public QueryMigrate(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(migration.query());
    }
}
