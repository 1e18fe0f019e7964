package baton.command.hmp;

import baton.command.machine.GuestFacts;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info name}: the guest's name. */
public final class InfoName implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("name", "", "", "show the current VM name");

    private final GuestFacts facts;

    /** Shows what {@code facts} say. */
    public InfoName(GuestFacts facts) {
        this.facts = facts;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        if (facts.name() != null) {
            out.print(facts.name() + "\n");
        }
    }
}
