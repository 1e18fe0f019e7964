package baton.command.machine;

import baton.machine.Machine;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code quit}: ends the process. Event SHUTDOWN and the reply are sent first. */
public final class Quit implements QmpCommand {
    private static final CommandSpec SPEC =
            CommandSpec.named("quit", "End the process").allowPreconfig().build();

    private final Machine machine;
    private final Runnable quit;

    /** Has {@code quit} end the process in order, once what is queued has been sent. */
    public Quit(Machine machine, Runnable quit) {
        this.machine = machine;
        this.quit = quit;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        machine.shutdownByHost("host-qmp-quit");
        reply.done();
        quit.run();
    }
}
