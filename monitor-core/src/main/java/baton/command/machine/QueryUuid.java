package baton.command.machine;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.Map;

/** {@code query-uuid}: the UUID {@code -uuid} gave; all zeroes without one. */
public final class QueryUuid implements QmpCommand {
    private static final ObjectType INFO =
            ObjectType.named("UuidInfo").member("UUID", Builtin.STR).build();
    private static final CommandSpec SPEC = CommandSpec.named("query-uuid", "Show the UUID of the guest")
            .returns(INFO)
            .allowPreconfig()
            .build();

    private final GuestFacts facts;

    /** Shows what {@code facts} say. */
    public QueryUuid(GuestFacts facts) {
        this.facts = facts;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(Map.of("UUID", facts.uuidText()));
    }
}
