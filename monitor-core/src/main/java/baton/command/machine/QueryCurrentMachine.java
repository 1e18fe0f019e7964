package baton.command.machine;

import baton.machine.Machine;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.Map;

/** {@code query-current-machine}: whether a suspended guest can be woken. */
public final class QueryCurrentMachine implements QmpCommand {
    private static final ObjectType PARAMS = ObjectType.named("CurrentMachineParams")
            .member("wakeup-suspend-support", Builtin.BOOL)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named(
                    "query-current-machine", "Show what the machine that runs can do")
            .returns(PARAMS)
            .build();

    private final Machine machine;

    /** Asks {@code machine}. */
    public QueryCurrentMachine(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(Map.of("wakeup-suspend-support", machine.canWakeUp()));
    }
}
