package baton.command.hmp;

import baton.command.machine.GuestFacts;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info accelerators}: those there are, the one in use in brackets. */
public final class InfoAccelerators implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("accelerators", "", "", "show present and enabled information");

    private final GuestFacts facts;

    /** Shows what {@code facts} say. */
    public InfoAccelerators(GuestFacts facts) {
        this.facts = facts;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        out.print(facts.kvm() ? "[kvm] qtest\n" : "kvm [qtest]\n");
    }
}
