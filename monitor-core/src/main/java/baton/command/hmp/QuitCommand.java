package baton.command.hmp;

import baton.machine.Machine;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code quit}: ends the process; nothing is printed, not even a prompt. */
public final class QuitCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("quit|q", "", "", "quit the emulator");

    private final Machine machine;
    private final Runnable quit;

    /** Has {@code quit} end the process in order. */
    public QuitCommand(Machine machine, Runnable quit) {
        this.machine = machine;
        this.quit = quit;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        out.suspend();
        machine.shutdownByHost("host-qmp-quit");
        quit.run();
    }
}
