package baton.command.machine;

import baton.machine.Machine;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code system_reset}: resets the guest; it goes on as it was, running or not. */
public final class SystemReset implements QmpCommand {
    private static final CommandSpec SPEC =
            CommandSpec.named("system_reset", "Reset the guest").build();

    private final Machine machine;

    /** Acts on {@code machine}. */
    public SystemReset(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        machine.reset();
        reply.done();
    }
}
