package baton.command.machine;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.List;

/** {@code query-named-block-nodes}: none: this machine has no such thing. */
public final class QueryNamedBlockNodes implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("BlockDeviceInfo")
            .optional("node-name", Builtin.STR)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-named-block-nodes", "List the block nodes")
            .opt("flat", Builtin.BOOL)
            .returns(ArrayType.of(INFO))
            .allowPreconfig()
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(List.of());
    }
}
