package baton.command.machine;

import baton.machine.Inspection;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code query-memory-size-summary}: the size of main memory; none can be plugged in. */
public final class QueryMemorySizeSummary implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("MemoryInfo")
            .member("base-memory", Builtin.SIZE)
            .optional("plugged-memory", Builtin.SIZE)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named(
                    "query-memory-size-summary", "Show how much RAM the guest has")
            .returns(INFO)
            .build();

    private final Inspection guest;

    /** Asks {@code guest}. */
    public QueryMemorySizeSummary(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("base-memory", guest.memory().below4g() + guest.memory().above4g());
        info.put("plugged-memory", 0L);
        reply.done(info);
    }
}
