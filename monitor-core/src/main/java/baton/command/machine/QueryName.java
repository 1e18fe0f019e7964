package baton.command.machine;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.Map;

/** {@code query-name}: the name {@code -name} gave; empty without one. */
public final class QueryName implements QmpCommand {
    private static final ObjectType INFO =
            ObjectType.named("NameInfo").optional("name", Builtin.STR).build();
    private static final CommandSpec SPEC = CommandSpec.named("query-name", "Show the name of the guest")
            .returns(INFO)
            .allowPreconfig()
            .build();

    private final GuestFacts facts;

    /** Shows what {@code facts} say. */
    public QueryName(GuestFacts facts) {
        this.facts = facts;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(facts.name() == null ? Map.of() : Map.of("name", facts.name()));
    }
}
