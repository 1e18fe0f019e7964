package baton.command.introspect;

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

/** {@code qom-list-types}: the types of object there are; those of QEMU that Baton has something like. */
public final class QomListTypes implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("ObjectTypeInfo")
            .member("name", Builtin.STR)
            .optional("abstract", Builtin.BOOL)
            .optional("parent", Builtin.STR)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("qom-list-types", "List the object types")
            .opt("implements", Builtin.STR)
            .opt("abstract", Builtin.BOOL)
            .returns(ArrayType.of(INFO))
            .allowPreconfig()
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Object> types = new ArrayList<>();
        boolean abstractToo = in.boolOr("abstract", false);
        String ancestor = in.strOr("implements", "object");
        for (QomType type : QomType.ALL) {
            if ((abstractToo || !type.isAbstract()) && type.is(ancestor)) {
                Map<String, Object> info = new LinkedHashMap<>();
                if (type.isAbstract()) {
                    info.put("abstract", true);
                }
                info.put("name", type.name());
                if (type.parent() != null) {
                    info.put("parent", type.parent());
                }
                types.add(info);
            }
        }
        reply.done(types);
    }
}
