package baton.command.machine;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.List;

/** {@code query-iothreads}: none: this machine has no such thing. */
public final class QueryIothreads implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("IOThreadInfo")
            .member("id", Builtin.STR)
            .member("thread-id", Builtin.INT)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-iothreads", "List the I/O threads")
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
