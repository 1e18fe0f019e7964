package baton.command.machine;

import baton.machine.Machine;
import baton.migration.vmstate.VmStateException;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import java.io.IOException;

/** {@code x-exit-preconfig}: ends what {@code --preconfig} began: the machine is made, and runs unless told to wait. */
public final class ExitPreconfig implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("x-exit-preconfig", "Finish making the machine")
            .feature("unstable")
            .allowPreconfig()
            .build();

    private final Machine machine;

    /** Powers {@code machine} on. */
    public ExitPreconfig(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        exit(machine);
        reply.done();
    }

    /** Powers {@code machine} on, once. */
    public static void exit(Machine machine) throws QmpException {
        if (machine.made()) {
            throw QmpException.generic("The command is permitted only before machine initialization");
        }
        try {
            machine.powerOn();
        } catch (IOException | VmStateException e) {
            throw QmpException.generic("cannot power the machine on: " + e.getMessage());
        }
    }
}
