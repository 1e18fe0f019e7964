package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.MigrationTypes;
import java.util.List;

/** {@code migrate-incoming}: starts the incoming migration of a process started with {@code -incoming defer}. */
public final class MigrateIncoming implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "migrate-incoming", "Start the incoming migration that was deferred")
            .opt("uri", Builtin.STR)
            .opt("channels", ArrayType.of(MigrationTypes.CHANNEL))
            .opt("exit-on-error", Builtin.BOOL)
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateIncoming(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            migration.startIncoming(
                    in.strOr("uri", null), (List<?>) in.value("channels"), in.boolOr("exit-on-error", true));
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        migration.tellIncoming(new Answer(reply));
    }
}
