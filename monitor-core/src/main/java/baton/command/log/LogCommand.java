package baton.command.log;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.io.IOException;
import java.util.List;

/** {@code log}: what is logged from now on. */
public final class LogCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("log", "items:s", "item1[,...]", "activate logging of the specified items");

    private final LogSwitch log;

    /** Switches {@code log}. */
    public LogCommand(LogSwitch log) {
        this.log = log;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public List<String> complete(List<String> words) {
        return List.of("all", "none", "trace:");
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        List<String> items = LogItems.split(args.str("items"));
        if (LogItems.unknown(items) != null) {
            out.print(LogItems.text());
            return;
        }
        try {
            LogItems.apply(items, log);
        } catch (IOException e) {
            throw QmpException.generic("Error opening logfile: " + e.getMessage());
        }
    }
}
