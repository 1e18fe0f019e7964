package baton.command.hmp;

import baton.machine.Machine;
import baton.machine.RunState;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info status}: whether the guest runs. */
public final class InfoStatus implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("status", "", "", "show the current VM status (running|paused)");

    private final Machine machine;

    /** Asks {@code machine}. */
    public InfoStatus(Machine machine) {
        this.machine = machine;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        RunState state = machine.state();
        if (state == RunState.RUNNING) {
            out.print("VM status: running\n");
        } else if (state == RunState.PAUSED) {
            out.print("VM status: paused\n");
        } else {
            out.print("VM status: paused (" + state.wireName() + ")\n");
        }
    }
}
