package baton.command.dump;

import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.Map;

/** {@code info dump}: how far a dump is. */
public final class InfoDump implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("dump", "", "", "Display the latest dump status");
    private static final double PERCENT = 100;

    private final Dumps dumps;

    /** Shows the state of {@code dumps}. */
    public InfoDump(Dumps dumps) {
        this.dumps = dumps;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        Map<String, Object> info = dumps.info();
        out.print("Status: " + info.get("status") + "\n");
        if (dumps.active()) {
            double done = ((Number) info.get("completed")).doubleValue();
            double total = ((Number) info.get("total")).doubleValue();
            long hundredths = Math.round(PERCENT * PERCENT * done / total);
            String fraction = Long.toString(hundredths % 100 + 100).substring(1);
            out.print("Finished: " + hundredths / 100 + "." + fraction + " %\n");
        }
    }
}
