package baton.command.hmp;

import baton.machine.Machine;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code system_powerdown}: presses the power button. */
public final class SystemPowerdownCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("system_powerdown", "", "", "send system power down event");

    private final Machine machine;

    /** Acts on {@code machine}. */
    public SystemPowerdownCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        machine.powerdown();
    }
}
