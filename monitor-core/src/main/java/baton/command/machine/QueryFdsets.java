package baton.command.machine;

import baton.monitor.FdSet;
import baton.monitor.FdStore;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query-fdsets}: the sets of descriptors. */
public final class QueryFdsets implements QmpCommand {
    private static final ObjectType MEMBER = ObjectType.named("FdsetFdInfo")
            .member("fd", Builtin.INT)
            .optional("opaque", Builtin.STR)
            .build();
    private static final ObjectType SET = ObjectType.named("FdsetInfo")
            .member("fdset-id", Builtin.INT)
            .member("fds", ArrayType.of(MEMBER))
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-fdsets", "List the sets of descriptors")
            .returns(ArrayType.of(SET))
            .build();

    private final FdStore fds;

    /** Lists {@code fds}. */
    public QueryFdsets(FdStore fds) {
        this.fds = fds;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Object> sets = new ArrayList<>();
        for (FdSet set : fds.list()) {
            List<Object> members = new ArrayList<>();
            for (FdSet.Member member : set.fds()) {
                Map<String, Object> info = new LinkedHashMap<>();
                info.put("fd", (long) member.fd());
                if (member.opaque() != null) {
                    info.put("opaque", member.opaque());
                }
                members.add(info);
            }
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("fds", members);
            info.put("fdset-id", set.id());
            sets.add(info);
        }
        reply.done(sets);
    }
}
