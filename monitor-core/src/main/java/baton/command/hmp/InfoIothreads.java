package baton.command.hmp;

import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info iothreads}: none: nothing here has an I/O thread. */
public final class InfoIothreads implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("iothreads", "", "", "show iothreads");

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {}
}
