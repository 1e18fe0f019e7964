package baton.command.hmp;

import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.List;

/** {@code info history}: the lines typed at this monitor. */
public final class InfoHistory implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("history", "", "", "show the command line history");

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        List<String> lines = out.history();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i).append(": '").append(lines.get(i)).append("'\n");
        }
        out.print(text.toString());
    }
}
