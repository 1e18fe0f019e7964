package baton.command.machine;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query-accelerators}: which accelerator is in use, and which there are. */
public final class QueryAccelerators implements QmpCommand {
    private static final EnumType ACCELERATOR = EnumType.of("Accelerator", "kvm", "qtest");
    private static final ObjectType INFO = ObjectType.named("AcceleratorInfo")
            .member("enabled", ACCELERATOR)
            .member("present", ArrayType.of(ACCELERATOR))
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-accelerators", "Show what runs the guest")
            .returns(INFO)
            .build();

    private final GuestFacts facts;

    /** Shows what {@code facts} say; a machine without processors is run by nothing, which QEMU calls qtest. */
    public QueryAccelerators(GuestFacts facts) {
        this.facts = facts;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("enabled", facts.kvm() ? "kvm" : "qtest");
        info.put("present", List.of("kvm", "qtest"));
        reply.done(info);
    }
}
