package baton.command.hmp;

import baton.command.machine.NmiButton;
import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code nmi}: raises the NMI of every processor. */
public final class NmiCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("nmi", "", "", "inject an NMI");

    private final Inspection guest;

    /** Raises it in {@code guest}. */
    public NmiCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        NmiButton.press(guest);
    }
}
