package baton.command.hmp;

import baton.command.machine.GuestFacts;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info kvm}: whether KVM runs the guest. */
public final class InfoKvm implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("kvm", "", "", "show KVM information");

    private final GuestFacts facts;

    /** Shows what {@code facts} say. */
    public InfoKvm(GuestFacts facts) {
        this.facts = facts;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        out.print("kvm support: " + (facts.kvm() ? "enabled" : "disabled") + "\n");
    }
}
