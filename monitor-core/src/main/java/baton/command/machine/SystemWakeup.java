package baton.command.machine;

import baton.machine.Machine;
import baton.machine.MachineRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code system_wakeup}: wakes a suspended guest; event WAKEUP comes first. */
public final class SystemWakeup implements QmpCommand {
    private static final CommandSpec SPEC =
            CommandSpec.named("system_wakeup", "Wake the guest from suspend").build();

    private final Machine machine;

    /** Acts on {@code machine}. */
    public SystemWakeup(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            machine.wakeup();
        } catch (MachineRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
