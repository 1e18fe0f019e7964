package baton.command.migration;

import baton.chardev.Chardevs;
import baton.migration.run.MigrationService;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query-yank}: the connections {@code yank} can cut. */
public final class QueryYank implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-yank", "List the connections that can be cut")
            .returns(ArrayType.of(Yank.INSTANCE))
            .allowOob()
            .build();

    private final MigrationService migration;
    private final Chardevs chardevs;

    /** Lists those of {@code migration} and {@code chardevs}. */
    public QueryYank(MigrationService migration, Chardevs chardevs) {
        this.migration = migration;
        this.chardevs = chardevs;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String label : chardevs.sockets()) {
            Map<String, Object> instance = new LinkedHashMap<>();
            instance.put("type", "chardev");
            instance.put("id", label);
            all.add(instance);
        }
        if (migration.underWay()) {
            all.add(Map.of("type", "migration"));
        }
        reply.done(all);
    }
}
