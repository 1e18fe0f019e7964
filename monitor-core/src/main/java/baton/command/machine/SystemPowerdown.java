package baton.command.machine;

import baton.machine.Machine;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code system_powerdown}: presses the power button. */
public final class SystemPowerdown implements QmpCommand {
    private static final CommandSpec SPEC =
            CommandSpec.named("system_powerdown", "Ask the guest to shut down").build();

    private final Machine machine;

    /** Acts on {@code machine}. */
    public SystemPowerdown(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        machine.powerdown();
        reply.done();
    }
}
