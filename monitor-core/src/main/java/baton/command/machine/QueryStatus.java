package baton.command.machine;

import baton.machine.Machine;
import baton.machine.RunState;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.CommonTypes;
import baton.monitor.qmp.schema.ObjectType;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code query-status}: whether the guest runs, and if not why. */
public final class QueryStatus implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("StatusInfo")
            .member("running", Builtin.BOOL)
            .member("status", CommonTypes.RUN_STATE)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-status", "Show the run state")
            .returns(INFO)
            .allowPreconfig()
            .build();

    private final Machine machine;

    /** Asks {@code machine}. */
    public QueryStatus(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        RunState state = machine.state();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("status", state.wireName());
        info.put("running", state == RunState.RUNNING);
        reply.done(info);
    }
}
