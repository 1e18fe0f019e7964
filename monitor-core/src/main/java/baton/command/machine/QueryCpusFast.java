package baton.command.machine;

import baton.machine.Inspection;
import baton.machine.vcpu.Vcpu;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query-cpus-fast}: the processors and their threads, without asking them. */
public final class QueryCpusFast implements QmpCommand {
    /** Where among the others a processor is. */
    public static final ObjectType PROPERTIES = ObjectType.named("CpuInstanceProperties")
            .optional("node-id", Builtin.INT)
            .optional("socket-id", Builtin.INT)
            .optional("core-id", Builtin.INT)
            .optional("thread-id", Builtin.INT)
            .build();

    private static final ObjectType INFO = ObjectType.named("CpuInfoFast")
            .member("cpu-index", Builtin.INT)
            .member("qom-path", Builtin.STR)
            .member("thread-id", Builtin.INT)
            .optional("props", PROPERTIES)
            .member("target", EnumType.of("SysEmuTarget", "x86_64"))
            .tag("target")
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-cpus-fast", "List the processors")
            .returns(ArrayType.of(INFO))
            .build();

    private final Inspection guest;
    private final GuestFacts facts;

    /** Lists the processors of {@code guest} in the topology of {@code facts}. */
    public QueryCpusFast(Inspection guest, GuestFacts facts) {
        this.guest = guest;
        this.facts = facts;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Object> cpus = new ArrayList<>();
        for (Vcpu vcpu : guest.processors()) {
            Map<String, Object> cpu = new LinkedHashMap<>();
            cpu.put("thread-id", (long) vcpu.threadId());
            cpu.put("props", props(vcpu.index()));
            cpu.put("qom-path", "/machine/unattached/" + facts.processorName(vcpu.index()));
            cpu.put("cpu-index", (long) vcpu.index());
            cpu.put("target", "x86_64");
            cpus.add(cpu);
        }
        reply.done(cpus);
    }

    private Map<String, Object> props(int index) {
        Map<String, Object> props = new LinkedHashMap<>();
        props.put("core-id", (long) facts.core(index));
        props.put("thread-id", (long) facts.thread(index));
        props.put("socket-id", (long) facts.socket(index));
        return props;
    }
}
