package baton.command.balloon;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.Map;

/** {@code query-balloon}: how much memory the guest has. */
public final class QueryBalloon implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-balloon", "Show the size of the balloon")
            .returns(ObjectType.named("BalloonInfo")
                    .member("actual", Builtin.INT)
                    .build())
            .build();

    private final Balloons balloons;

    /** Of {@code balloons}. */
    public QueryBalloon(Balloons balloons) {
        this.balloons = balloons;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        reply.done(Map.of("actual", balloons.require().actualBytes()));
    }
}
