package baton.command.introspect;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.Events;
import baton.monitor.qmp.schema.ObjectType;
import baton.monitor.qmp.schema.SchemaEntries;
import java.util.ArrayList;
import java.util.List;

/** {@code query-qmp-schema}: every command, event and type, made from the declarations of the commands. */
public final class QueryQmpSchema implements QmpCommand {
    private static final ArrayType FEATURES = ArrayType.of(Builtin.STR);
    private static final CommandSpec SPEC = CommandSpec.named("query-qmp-schema", "Describe this interface")
            .returns(ArrayType.of(info()))
            .allowPreconfig()
            .build();

    private final QmpCommands commands;

    /** Describes {@code commands}. */
    public QueryQmpSchema(QmpCommands commands) {
        this.commands = commands;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<CommandSpec> specs = new ArrayList<>();
        for (String name : commands.names()) {
            specs.add(commands.find(name).spec());
        }
        reply.done(SchemaEntries.of(specs, Events.ALL));
    }

    private static ObjectType info() {
        return ObjectType.named("SchemaInfo")
                .member("name", Builtin.STR)
                .member(
                        "meta-type",
                        EnumType.of(
                                "SchemaMetaType",
                                "builtin",
                                "enum",
                                "array",
                                "object",
                                "alternate",
                                "command",
                                "event"))
                .optional("features", FEATURES)
                .tag("meta-type")
                .when(
                        "builtin",
                        struct("SchemaInfoBuiltin")
                                .member("json-type", jsonType())
                                .build())
                .when("enum", enumeration())
                .when(
                        "array",
                        struct("SchemaInfoArray")
                                .member("element-type", Builtin.STR)
                                .build())
                .when("object", object())
                .when("alternate", alternate())
                .when("command", command())
                .when(
                        "event",
                        struct("SchemaInfoEvent")
                                .member("arg-type", Builtin.STR)
                                .build())
                .build();
    }

    private static EnumType jsonType() {
        return EnumType.of("JSONType", "string", "number", "int", "boolean", "null", "object", "array", "value");
    }

    private static ObjectType enumeration() {
        ObjectType member = struct("SchemaInfoEnumMember")
                .member("name", Builtin.STR)
                .optional("features", FEATURES)
                .build();
        return struct("SchemaInfoEnum")
                .member("members", ArrayType.of(member))
                .member("values", ArrayType.of(Builtin.STR), "deprecated")
                .build();
    }

    private static ObjectType object() {
        ObjectType member = struct("SchemaInfoObjectMember")
                .member("name", Builtin.STR)
                .member("type", Builtin.STR)
                .optional("default", Builtin.ANY)
                .optional("features", FEATURES)
                .build();
        ObjectType variant = struct("SchemaInfoObjectVariant")
                .member("case", Builtin.STR)
                .member("type", Builtin.STR)
                .build();
        return struct("SchemaInfoObject")
                .member("members", ArrayType.of(member))
                .optional("tag", Builtin.STR)
                .optional("variants", ArrayType.of(variant))
                .build();
    }

    private static ObjectType alternate() {
        ObjectType member =
                struct("SchemaInfoAlternateMember").member("type", Builtin.STR).build();
        return struct("SchemaInfoAlternate")
                .member("members", ArrayType.of(member))
                .build();
    }

    private static ObjectType command() {
        return struct("SchemaInfoCommand")
                .member("arg-type", Builtin.STR)
                .member("ret-type", Builtin.STR)
                .optional("allow-oob", Builtin.BOOL)
                .build();
    }

    private static ObjectType.Builder struct(String name) {
        return ObjectType.named(name);
    }
}
