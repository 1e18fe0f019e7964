package baton.command.machine;

import baton.machine.Machine;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code stop}: stops the guest; event STOP comes first if it ran. */
public final class Stop implements QmpCommand {
    private static final CommandSpec SPEC =
            CommandSpec.named("stop", "Stop the guest").build();

    private final Machine machine;

    /** Acts on {@code machine}. */
    public Stop(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        machine.stop();
        reply.done();
    }
}
