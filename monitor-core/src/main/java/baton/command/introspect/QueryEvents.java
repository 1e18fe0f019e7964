package baton.command.introspect;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EventSpec;
import baton.monitor.qmp.schema.Events;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code query-events}: the names of all events. QEMU 6 dropped it; older clients still ask. */
public final class QueryEvents implements QmpCommand {
    private static final ObjectType EVENT_INFO =
            ObjectType.named("EventInfo").member("name", Builtin.STR).build();
    private static final CommandSpec SPEC = CommandSpec.named("query-events", "List the events")
            .returns(ArrayType.of(EVENT_INFO))
            .feature("deprecated")
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Map<String, Object>> names = new ArrayList<>();
        for (EventSpec event : Events.ALL) {
            names.add(Map.of("name", event.name()));
        }
        reply.done(names);
    }
}
