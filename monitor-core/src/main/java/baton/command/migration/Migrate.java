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

/** {@code migrate}: starts an outgoing migration and returns once it is under way. */
public final class Migrate implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("migrate", "Migrate the guest")
            .opt("uri", Builtin.STR)
            .opt("channels", ArrayType.of(MigrationTypes.CHANNEL))
            .opt("detach", Builtin.BOOL, "deprecated")
            .opt("resume", Builtin.BOOL)
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public Migrate(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            migration.start(in.strOr("uri", null), (List<?>) in.value("channels"), in.boolOr("resume", false));
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        migration.tell(new Answer(reply));
    }
}
