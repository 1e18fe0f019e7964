package baton.command.hmp;

import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.List;

/** {@code closefd}: closes what {@code getfd} named. */
public final class ClosefdCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "closefd", "fdname:s", "closefd name", "close a file descriptor previously passed via SCM rights");

    private final FdStore fds;

    /** Takes it from {@code fds}. */
    public ClosefdCommand(FdStore fds) {
        this.fds = fds;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public List<String> complete(List<String> words) {
        return fds.names();
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        fds.closeNamed(args.str("fdname"));
    }
}
