package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code cpu}: chooses the processor that commands of this monitor mean. */
public final class CpuCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("cpu", "index:i", "index", "set the default CPU");

    private final Inspection guest;

    /** Chooses one of {@code guest}. */
    public CpuCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public List<String> complete(List<String> words) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < guest.cpus(); i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        long index = args.integer("index");
        if (index < 0 || index >= guest.cpus()) {
            out.print("invalid CPU index\n");
        } else {
            out.cpu((int) index);
        }
    }
}
