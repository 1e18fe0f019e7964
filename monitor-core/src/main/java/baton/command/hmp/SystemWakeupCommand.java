package baton.command.hmp;

import baton.machine.Machine;
import baton.machine.MachineRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code system_wakeup}: wakes a suspended guest. */
public final class SystemWakeupCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("system_wakeup", "", "", "wakeup guest from suspend");

    private final Machine machine;

    /** Acts on {@code machine}. */
    public SystemWakeupCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            machine.wakeup();
        } catch (MachineRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }
}
