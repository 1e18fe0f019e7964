package baton.command.hmp;

import baton.migration.params.Capability;
import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code migrate_set_capability}: switches a migration capability. */
public final class MigrateSetCapabilityCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "migrate_set_capability",
            "capability:s,state:b",
            "capability state",
            "Enable/Disable the usage of a capability for migration");

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateSetCapabilityCommand(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            migration.setCapability(args.str("capability"), args.flag("state"));
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        if (words.size() > 1) {
            return words.size() == 2 ? List.of("on", "off") : List.of();
        }
        List<String> names = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            names.add(capability.wireName());
        }
        return names;
    }
}
