package baton.command.stats;

import baton.command.machine.GuestFacts;
import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.List;

/** {@code query-stats-schemas}: what {@code query-stats} has. */
public final class QueryStatsSchemas implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-stats-schemas", "Describe what is counted")
            .opt("provider", StatsTypes.PROVIDER)
            .returns(ArrayType.of(StatsTypes.SCHEMA))
            .build();

    private final KernelStats kernel;

    /** Of {@code guest}, whose processors have names by {@code facts}. */
    public QueryStatsSchemas(Inspection guest, GuestFacts facts) {
        this.kernel = new KernelStats(guest, facts);
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        reply.done(in.strOr("provider", "kvm").equals("kvm") ? kernel.schemas() : List.of());
    }
}
