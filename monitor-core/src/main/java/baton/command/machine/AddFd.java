package baton.command.machine;

import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import baton.nat.libc.Fd;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code add-fd}: puts a descriptor that came over this monitor into a set. */
public final class AddFd implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("AddfdInfo")
            .member("fdset-id", Builtin.INT)
            .member("fd", Builtin.INT)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("add-fd", "Add a received descriptor to a set")
            .opt("fdset-id", Builtin.INT)
            .opt("opaque", Builtin.STR)
            .returns(INFO)
            .build();

    private final FdStore fds;

    /** Keeps it in {@code fds}. */
    public AddFd(FdStore fds) {
        this.fds = fds;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        Fd fd = Received.take(reply.monitor().fds());
        Long wanted = in.has("fdset-id") ? Long.valueOf(in.integer("fdset-id")) : null;
        long number = fd.number();
        long set = fds.add(wanted, in.strOr("opaque", null), fd);
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("fd", number);
        info.put("fdset-id", set);
        reply.done(info);
    }
}
