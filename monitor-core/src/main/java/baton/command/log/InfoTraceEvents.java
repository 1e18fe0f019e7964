package baton.command.log;

import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.List;

/** {@code info trace-events}: events that can be logged, and whether they are. */
public final class InfoTraceEvents implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "trace-events",
            "name:s?,vcpu:i?",
            "[name] [vcpu]",
            "show available trace-events & their state (name: event name pattern; vcpu: vCPU to query, default is any)");

    private final LogSwitch log;

    /** Shows the state of {@code log}. */
    public InfoTraceEvents(LogSwitch log) {
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
    public void run(HmpArgs args, HmpOutput out) {
        String name = args.strOr("name", "*");
        String text = log.show(name);
        out.print(text.isEmpty() && name.indexOf('*') < 0 ? "unknown event \"" + name + "\"\n" : text);
    }
}
