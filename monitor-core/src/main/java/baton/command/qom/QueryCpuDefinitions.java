package baton.command.qom;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query-cpu-definitions}: the processor models, and what of each this host cannot give. */
public final class QueryCpuDefinitions implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("CpuDefinitionInfo")
            .member("name", Builtin.STR)
            .optional("migration-safe", Builtin.BOOL)
            .member("static", Builtin.BOOL)
            .optional("unavailable-features", ArrayType.of(Builtin.STR))
            .member("typename", Builtin.STR)
            .optional("alias-of", Builtin.STR)
            .member("deprecated", Builtin.BOOL)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-cpu-definitions", "List the processor models")
            .returns(ArrayType.of(INFO))
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        List<Map<String, Object>> models = new ArrayList<>();
        for (String name : CpuModels.NAMES) {
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("name", name);
            info.put("typename", CpuModels.type(name));
            info.put("unavailable-features", CpuModels.expand(name, Map.of()).missing());
            info.put("static", false);
            info.put("migration-safe", name.equals("qemu64"));
            info.put("deprecated", false);
            models.add(info);
        }
        reply.done(models);
    }
}
