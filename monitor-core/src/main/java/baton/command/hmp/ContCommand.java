package baton.command.hmp;

import baton.machine.Machine;
import baton.machine.MachineRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code cont}: lets the guest run. */
public final class ContCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("cont|c", "", "", "resume emulation");

    private final Machine machine;

    /** Acts on {@code machine}. */
    public ContCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            machine.cont();
        } catch (MachineRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }
}
