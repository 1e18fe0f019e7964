package baton.command.machine;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query-machines}: the machine types there are. */
public final class QueryMachines implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("MachineInfo")
            .member("name", Builtin.STR)
            .optional("alias", Builtin.STR)
            .optional("is-default", Builtin.BOOL)
            .member("cpu-max", Builtin.INT)
            .member("hotpluggable-cpus", Builtin.BOOL)
            .member("numa-mem-supported", Builtin.BOOL)
            .member("deprecated", Builtin.BOOL)
            .optional("default-cpu-type", Builtin.STR)
            .optional("default-ram-id", Builtin.STR)
            .member("acpi", Builtin.BOOL)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-machines", "List the machine types")
            .returns(ArrayType.of(INFO))
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        Map<String, Object> none = machine("none", 1, "ram");
        Map<String, Object> microvm = machine("microvm", 288, "microvm.ram");
        microvm.put("default-cpu-type", "qemu64-x86_64-cpu");
        Map<String, Object> q35 = q35("10.2");
        q35.put("alias", "q35");
        reply.done(List.of(none, microvm, q35, q35("10.1"), q35("10.0")));
    }

    private static Map<String, Object> q35(String version) {
        Map<String, Object> q35 = machine("pc-q35-" + version, 255, "pc.ram");
        q35.put("acpi", true);
        q35.put("default-cpu-type", "qemu64-x86_64-cpu");
        return q35;
    }

    private static Map<String, Object> machine(String name, int cpus, String ram) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("hotpluggable-cpus", false);
        info.put("name", name);
        info.put("numa-mem-supported", false);
        info.put("acpi", false);
        info.put("cpu-max", (long) cpus);
        info.put("deprecated", false);
        info.put("default-ram-id", ram);
        return info;
    }
}
