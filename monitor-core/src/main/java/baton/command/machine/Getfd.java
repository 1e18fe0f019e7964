package baton.command.machine;

import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code getfd}: gives a descriptor that came over this monitor a name. */
public final class Getfd implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("getfd", "Name a received descriptor")
            .arg("fdname", Builtin.STR)
            .build();

    private final FdStore fds;

    /** Keeps it in {@code fds}. */
    public Getfd(FdStore fds) {
        this.fds = fds;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        fds.name(in.str("fdname"), Received.take(reply.monitor().fds()));
        reply.done();
    }
}
