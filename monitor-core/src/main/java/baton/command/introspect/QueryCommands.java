package baton.command.introspect;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code query-commands}: the names of all commands. */
public final class QueryCommands implements QmpCommand {
    private static final ObjectType COMMAND_INFO =
            ObjectType.named("CommandInfo").member("name", Builtin.STR).build();
    private static final CommandSpec SPEC = CommandSpec.named("query-commands", "List the available commands")
            .returns(ArrayType.of(COMMAND_INFO))
            .allowPreconfig()
            .build();

    private final QmpCommands commands;

    /** Lists the names of {@code commands}. */
    public QueryCommands(QmpCommands commands) {
        this.commands = commands;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Map<String, Object>> names = new ArrayList<>();
        for (String name : commands.names()) {
            names.add(Map.of("name", name));
        }
        reply.done(names);
    }
}
