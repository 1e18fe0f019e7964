package baton.command.balloon;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code balloon}: asks the guest to give memory up, or take it back. */
public final class BalloonCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("balloon", "value:M", "target", "request VM to change its memory allocation (in MB)");

    private final Balloons balloons;

    /** Of {@code balloons}. */
    public BalloonCommand(Balloons balloons) {
        this.balloons = balloons;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        balloons.target(args.integer("value"));
    }
}
