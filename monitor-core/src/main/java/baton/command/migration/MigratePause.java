package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code migrate-pause}: pauses a postcopy migration. */
public final class MigratePause implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("migrate-pause", "Pause a postcopy migration")
            .allowOob()
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigratePause(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            migration.pause();
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
