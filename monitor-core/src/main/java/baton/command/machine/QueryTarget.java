package baton.command.machine;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;
import java.util.Map;

/** {@code query-target}: the guest's architecture, which is always the same. */
public final class QueryTarget implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("TargetInfo")
            .member("arch", EnumType.of("SysEmuTarget", "x86_64"))
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-target", "Show the architecture of the guest")
            .returns(INFO)
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(Map.of("arch", "x86_64"));
    }
}
