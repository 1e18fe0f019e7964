package baton.command.log;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.io.IOException;
import java.util.List;

/** {@code trace-event}: switches what is logged, event by event. */
public final class TraceEventCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "trace-event",
            "name:s,option:b,vcpu:i?",
            "name on|off [vcpu]",
            "changes status of a specific trace event (vcpu: vCPU to set, default is all)");

    private final LogSwitch log;

    /** Switches {@code log}. */
    public TraceEventCommand(LogSwitch log) {
        this.log = log;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? LogSwitch.events() : List.of();
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        String name = args.str("name");
        try {
            if (!log.set(name, args.flag("option")) && name.indexOf('*') < 0) {
                out.print("unknown event \"" + name + "\"\n");
            }
        } catch (IOException e) {
            throw QmpException.generic("Error opening logfile: " + e.getMessage());
        }
    }
}
