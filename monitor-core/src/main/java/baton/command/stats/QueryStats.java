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

/** {@code query-stats}: what the kernel counts, now; nothing here counts besides. */
public final class QueryStats implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-stats", "Show what was counted")
            .takes(StatsTypes.FILTER)
            .returns(ArrayType.of(StatsTypes.RESULT))
            .build();

    private final KernelStats kernel;

    /** Of {@code guest}, whose processors have names by {@code facts}. */
    public QueryStats(Inspection guest, GuestFacts facts) {
        this.kernel = new KernelStats(guest, facts);
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        List<String> names = null;
        boolean wanted = !in.has("providers");
        for (ArgReader request : wanted ? List.<ArgReader>of() : in.objects("providers")) {
            if (request.str("provider").equals("kvm")) {
                wanted = true;
                names = request.has("names") ? request.strings("names") : null;
                break;
            }
        }
        reply.done(wanted ? of(in, names) : List.of());
    }

    private List<Object> of(ArgReader in, List<String> names) throws QmpException {
        return switch (in.str("target")) {
            case "vm" -> kernel.machine(names);
            case "vcpu" -> kernel.processors(in.has("vcpus") ? in.strings("vcpus") : null, names);
            default -> List.of();
        };
    }
}
