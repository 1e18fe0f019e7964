package baton.command.qom;

import baton.machine.vcpu.CpuModel;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code query-cpu-model-expansion}: what a processor model is on this host, feature by feature. */
public final class QueryCpuModelExpansion implements QmpCommand {
    private static final ObjectType MODEL = ObjectType.named("CpuModelInfo")
            .member("name", Builtin.STR)
            .optional("props", Builtin.ANY)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named(
                    "query-cpu-model-expansion", "Show what a processor model has on this host")
            .arg("type", EnumType.of("CpuModelExpansionType", "static", "full"))
            .arg("model", MODEL)
            .returns(ObjectType.named("CpuModelExpansionInfo")
                    .member("model", MODEL)
                    .build())
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        ArgReader model = in.object("model");
        String name = model.str("name");
        CpuModels.check(name);
        CpuModel found = CpuModels.expand(name, switches(name, model.value("props")));
        Map<String, Object> props = new LinkedHashMap<>(found.features());
        if (in.str("type").equals("full")) {
            props.put("vendor", found.vendor());
            props.put("model-id", found.modelId());
            props.put("family", (long) found.family());
            props.put("model", (long) found.model());
            props.put("stepping", (long) found.stepping());
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", in.str("type").equals("full") ? name : "base");
        info.put("props", props);
        reply.done(Map.of("model", info));
    }

    private static Map<String, Boolean> switches(String model, Object props) throws QmpException {
        Map<String, Boolean> switches = new LinkedHashMap<>();
        if (props == null) {
            return switches;
        }
        if (!(props instanceof Map<?, ?> given)) {
            throw QmpException.generic("Invalid parameter type for 'model.props', expected: object");
        }
        for (Map.Entry<?, ?> prop : given.entrySet()) {
            String name = (String) prop.getKey();
            if (!CpuModel.isFeature(name) && !name.equals("migratable")) {
                throw QmpException.generic("Property '" + CpuModels.type(model) + "." + name + "' not found");
            }
            if (!(prop.getValue() instanceof Boolean on)) {
                throw QmpException.generic("Invalid parameter type for 'model.props." + name + "', expected: boolean");
            }
            switches.put(name, on);
        }
        return switches;
    }
}
