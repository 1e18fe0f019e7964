package baton.command.machine;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.List;

/** {@code query-block}: none: this machine has no such thing. */
public final class QueryBlock implements QmpCommand {
    private static final ObjectType INFO =
            ObjectType.named("BlockInfo").member("device", Builtin.STR).build();
    private static final CommandSpec SPEC = CommandSpec.named("query-block", "List the disks")
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
