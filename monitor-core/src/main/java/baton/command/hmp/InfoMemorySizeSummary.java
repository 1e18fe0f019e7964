package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info memory_size_summary}: the size of main memory. */
public final class InfoMemorySizeSummary implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "memory_size_summary",
            "",
            "",
            "show the amount of initially allocated and present hotpluggable (if enabled) memory in bytes.");

    private final Inspection guest;

    /** Asks {@code guest}. */
    public InfoMemorySizeSummary(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        long bytes = guest.memory().below4g() + guest.memory().above4g();
        out.print("base memory: " + bytes + "\nplugged memory: 0\n");
    }
}
