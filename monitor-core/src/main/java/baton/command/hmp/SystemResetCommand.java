package baton.command.hmp;

import baton.machine.Machine;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code system_reset}: resets the guest. */
public final class SystemResetCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("system_reset", "", "", "reset the system");

    private final Machine machine;

    /** Acts on {@code machine}. */
    public SystemResetCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        machine.reset();
    }
}
