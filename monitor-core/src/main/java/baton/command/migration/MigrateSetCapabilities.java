package baton.command.migration;

import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.MigrationTypes;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code migrate-set-capabilities}: switches migration capabilities, all or none. */
public final class MigrateSetCapabilities implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "migrate-set-capabilities", "Switch capabilities on and off")
            .arg("capabilities", ArrayType.of(MigrationTypes.CAPABILITY_STATUS))
            .build();

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateSetCapabilities(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        Map<String, Boolean> changes = new LinkedHashMap<>();
        for (ArgReader change : in.objects("capabilities")) {
            changes.put(change.str("capability"), change.bool("state"));
        }
        try {
            migration.setCapabilities(changes);
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
