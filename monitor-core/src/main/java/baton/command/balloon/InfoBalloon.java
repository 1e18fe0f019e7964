package baton.command.balloon;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info balloon}: how much memory the guest has. */
public final class InfoBalloon implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("balloon", "", "", "show balloon information");

    private final Balloons balloons;

    /** Of {@code balloons}. */
    public InfoBalloon(Balloons balloons) {
        this.balloons = balloons;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        out.print("balloon: actual=" + (balloons.require().actualBytes() >> 20) + "\n");
    }
}
