package baton.command.hmp;

import baton.command.machine.ExitPreconfig;
import baton.machine.Machine;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code exit_preconfig}: finishes making the machine that {@code --preconfig} left waiting. */
public final class ExitPreconfigCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("exit_preconfig", "", "", "exit the preconfig state");

    private final Machine machine;

    /** Acts on {@code machine}. */
    public ExitPreconfigCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        ExitPreconfig.exit(machine);
    }
}
