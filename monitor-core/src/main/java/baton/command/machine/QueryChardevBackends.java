package baton.command.machine;

import baton.chardev.ChardevConfig;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code query-chardev-backends}: the backends of {@code -chardev}. */
public final class QueryChardevBackends implements QmpCommand {
    private static final ObjectType INFO =
            ObjectType.named("ChardevBackendInfo").member("name", Builtin.STR).build();
    private static final CommandSpec SPEC = CommandSpec.named("query-chardev-backends", "List the kinds of chardev")
            .returns(ArrayType.of(INFO))
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Map<String, Object>> kinds = new ArrayList<>();
        for (String name : ChardevConfig.KINDS) {
            kinds.add(Map.of("name", name));
        }
        reply.done(kinds);
    }
}
