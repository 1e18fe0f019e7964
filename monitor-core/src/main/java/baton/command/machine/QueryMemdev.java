package baton.command.machine;

import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.MemoryObjects;
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

/** {@code query-memdev}: the memory backends, the machine's own among them. */
public final class QueryMemdev implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("Memdev")
            .optional("id", Builtin.STR)
            .member("size", Builtin.SIZE)
            .member("merge", Builtin.BOOL)
            .member("dump", Builtin.BOOL)
            .member("prealloc", Builtin.BOOL)
            .member("share", Builtin.BOOL)
            .optional("reserve", Builtin.BOOL)
            .member("host-nodes", ArrayType.of(Builtin.UINT16))
            .member("policy", ObjectTypes.NUMA_POLICY)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-memdev", "List the memory backends")
            .returns(ArrayType.of(INFO))
            .allowPreconfig()
            .build();

    private final MemoryObjects objects;

    /** Lists what {@code objects} has. */
    public QueryMemdev(MemoryObjects objects) {
        this.objects = objects;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Object> backends = new ArrayList<>();
        for (MemoryBackendConfig config : objects.memory()) {
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("share", config.share());
            info.put("reserve", config.reserve());
            info.put("prealloc", config.prealloc());
            info.put("host-nodes", List.of());
            info.put("size", config.size());
            info.put("merge", config.merge());
            info.put("dump", config.dump());
            info.put("policy", "default");
            info.put("id", config.id());
            backends.add(info);
        }
        reply.done(backends);
    }
}
