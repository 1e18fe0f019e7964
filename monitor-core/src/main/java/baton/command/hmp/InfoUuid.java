package baton.command.hmp;

import baton.command.machine.GuestFacts;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info uuid}: the guest's UUID. */
public final class InfoUuid implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("uuid", "", "", "show the current VM UUID");

    private final GuestFacts facts;

    /** Shows what {@code facts} say. */
    public InfoUuid(GuestFacts facts) {
        this.facts = facts;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        out.print(facts.uuidText() + "\n");
    }
}
