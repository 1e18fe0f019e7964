package baton.command.machine;

import baton.machine.Machine;
import baton.machine.MachineRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code cont}: lets the guest run; before an incoming migration is over, as soon as it is. */
public final class Cont implements QmpCommand {
    private static final CommandSpec SPEC =
            CommandSpec.named("cont", "Let the guest run").build();

    private final Machine machine;

    /** Acts on {@code machine}. */
    public Cont(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            machine.cont();
        } catch (MachineRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
