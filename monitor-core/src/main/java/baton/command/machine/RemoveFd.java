package baton.command.machine;

import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code remove-fd}: takes one descriptor out of a set, or all of them. */
public final class RemoveFd implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("remove-fd", "Remove descriptors from a set")
            .arg("fdset-id", Builtin.INT)
            .opt("fd", Builtin.INT)
            .build();

    private final FdStore fds;

    /** Takes them from {@code fds}. */
    public RemoveFd(FdStore fds) {
        this.fds = fds;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        long fd = in.integerOr("fd", 0);
        if (fd != (int) fd) {
            String what = "fdset-id:" + in.integer("fdset-id") + ", fd:" + fd;
            throw QmpException.generic("File descriptor named '" + what + "' not found");
        }
        fds.remove(in.integer("fdset-id"), in.has("fd") ? Integer.valueOf((int) fd) : null);
        reply.done();
    }
}
