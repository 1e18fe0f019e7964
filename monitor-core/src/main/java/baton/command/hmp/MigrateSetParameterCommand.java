package baton.command.hmp;

import baton.migration.params.Parameter;
import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code migrate_set_parameter}: sets a migration parameter. */
public final class MigrateSetParameterCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "migrate_set_parameter", "parameter:s,value:S", "parameter value", "Set the parameter for migration");

    private final MigrationService migration;

    /** Acts on {@code migration}. */
    public MigrateSetParameterCommand(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            migration.setParameter(args.str("parameter"), args.str("value"));
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        if (words.size() > 1) {
            Parameter parameter = Parameter.named(words.get(0));
            return words.size() > 2 || parameter == null ? List.of() : parameter.choices();
        }
        List<String> names = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            names.add(parameter.wireName());
        }
        return names;
    }
}
