package baton.command.machine;

import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code closefd}: closes what {@code getfd} named. */
public final class Closefd implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("closefd", "Close a named descriptor")
            .arg("fdname", Builtin.STR)
            .build();

    private final FdStore fds;

    /** Takes it from {@code fds}. */
    public Closefd(FdStore fds) {
        this.fds = fds;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        fds.closeNamed(in.str("fdname"));
        reply.done();
    }
}
