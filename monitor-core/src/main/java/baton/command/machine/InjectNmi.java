package baton.command.machine;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code inject-nmi}: raises the NMI of every processor. */
public final class InjectNmi implements QmpCommand {
    private static final CommandSpec SPEC =
            CommandSpec.named("inject-nmi", "Inject an NMI").build();

    private final Inspection guest;

    /** Raises it in {@code guest}. */
    public InjectNmi(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        NmiButton.press(guest);
        reply.done();
    }
}
