package baton.command.machine;

import baton.chardev.ChardevInfo;
import baton.chardev.Chardevs;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query-chardev}: the chardevs and what is behind each. */
public final class QueryChardev implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("ChardevInfo")
            .member("label", Builtin.STR)
            .member("filename", Builtin.STR)
            .member("frontend-open", Builtin.BOOL)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-chardev", "List the chardevs")
            .returns(ArrayType.of(INFO))
            .allowPreconfig()
            .build();

    private final Chardevs chardevs;

    /** Lists {@code chardevs}. */
    public QueryChardev(Chardevs chardevs) {
        this.chardevs = chardevs;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Object> rows = new ArrayList<>();
        for (ChardevInfo chardev : chardevs.list()) {
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("frontend-open", chardev.frontendOpen());
            info.put("filename", chardev.filename());
            info.put("label", chardev.label());
            rows.add(info);
        }
        reply.done(rows);
    }
}
