package baton.command.balloon;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code balloon}: asks the guest to give memory up, or take it back. */
public final class Balloon implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("balloon", "Request a guest to change its memory")
            .arg("value", Builtin.INT)
            .build();

    private final Balloons balloons;

    /** Of {@code balloons}. */
    public Balloon(Balloons balloons) {
        this.balloons = balloons;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        balloons.target(in.integer("value"));
        reply.done();
    }
}
