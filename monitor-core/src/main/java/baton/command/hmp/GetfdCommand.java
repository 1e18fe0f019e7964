package baton.command.hmp;

import baton.command.machine.Received;
import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code getfd}: names a descriptor that came over this monitor. */
public final class GetfdCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "getfd", "fdname:s", "getfd name", "receive a file descriptor via SCM rights and assign it a name");

    private final FdStore fds;

    /** Keeps it in {@code fds}. */
    public GetfdCommand(FdStore fds) {
        this.fds = fds;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        fds.name(args.str("fdname"), Received.take(out.fds()));
    }
}
