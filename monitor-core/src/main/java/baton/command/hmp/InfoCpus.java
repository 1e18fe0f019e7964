package baton.command.hmp;

import baton.machine.Inspection;
import baton.machine.vcpu.Vcpu;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info cpus}: the processors and their threads; a star marks the chosen one. */
public final class InfoCpus implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("cpus", "", "", "show infos for each CPU");

    private final Inspection guest;

    /** Lists the processors of {@code guest}. */
    public InfoCpus(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        StringBuilder text = new StringBuilder();
        for (Vcpu vcpu : guest.processors()) {
            text.append(vcpu.index() == out.cpu() ? "* CPU #" : "  CPU #").append(vcpu.index());
            text.append(": thread_id=").append(vcpu.threadId()).append('\n');
        }
        out.print(text.toString());
    }
}
