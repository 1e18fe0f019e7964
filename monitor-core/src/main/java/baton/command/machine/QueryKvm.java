package baton.command.machine;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code query-kvm}: whether KVM is in use. A build without KVM there is none of. */
public final class QueryKvm implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("KvmInfo")
            .member("enabled", Builtin.BOOL)
            .member("present", Builtin.BOOL)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-kvm", "Show whether KVM runs the guest")
            .returns(INFO)
            .build();

    private final GuestFacts facts;

    /** Shows what {@code facts} say. */
    public QueryKvm(GuestFacts facts) {
        this.facts = facts;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("enabled", facts.kvm());
        info.put("present", true);
        reply.done(info);
    }
}
