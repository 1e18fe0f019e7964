package baton.command.introspect;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpRunner;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.function.Consumer;

/** {@code human-monitor-command}: runs a line of the human monitor and returns what it prints. */
public final class HumanMonitorCommand implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "human-monitor-command", "Run a command of the human monitor and return its text")
            .arg("command-line", Builtin.STR)
            .opt("cpu-index", Builtin.INT)
            .returns(Builtin.STR)
            .build();

    private static final long ANY_CPU = -1;

    private final HmpRunner hmp;

    /** Runs lines with {@code hmp}. */
    public HumanMonitorCommand(HmpRunner hmp) {
        this.hmp = hmp;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        long cpu = in.integerOr("cpu-index", ANY_CPU);
        if (in.has("cpu-index") && cpu < 0) {
            throw QmpException.generic("Parameter 'cpu-index' expects a CPU number");
        }
        hmp.run(in.str("command-line"), cpu, reply.monitor().fds(), new Consumer<>() {
            @Override
            public void accept(String text) {
                reply.done(text);
            }
        });
    }
}
