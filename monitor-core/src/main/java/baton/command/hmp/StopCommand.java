package baton.command.hmp;

import baton.machine.Machine;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code stop}: stops the guest. */
public final class StopCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("stop|s", "", "", "stop emulation");

    private final Machine machine;

    /** Acts on {@code machine}. */
    public StopCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        machine.stop();
    }
}
