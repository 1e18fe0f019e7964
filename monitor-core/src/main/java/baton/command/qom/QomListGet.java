package baton.command.qom;

import baton.machine.tree.Property;
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

/** {@code qom-list-get}: what several objects have, with the values. */
public final class QomListGet implements QmpCommand {
    private static final ObjectType VALUE = ObjectType.named("ObjectPropertyValue")
            .member("name", Builtin.STR)
            .member("type", Builtin.STR)
            .optional("value", Builtin.ANY)
            .build();
    private static final ObjectType VALUES = ObjectType.named("ObjectPropertiesValues")
            .member("properties", ArrayType.of(VALUE))
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("qom-list-get", "Show all properties of objects")
            .arg("paths", ArrayType.of(Builtin.STR))
            .returns(ArrayType.of(VALUES))
            .allowPreconfig()
            .build();

    private final ObjectModel model;

    /** Looks into {@code model}. */
    public QomListGet(ObjectModel model) {
        this.model = model;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        QomTree tree = model.tree();
        List<Object> all = new ArrayList<>();
        for (String path : in.strings("paths")) {
            List<Object> values = new ArrayList<>();
            for (Property property : tree.find(path).properties()) {
                values.add(value(property));
            }
            all.add(Map.of("properties", values));
        }
        reply.done(all);
    }

    private static Map<String, Object> value(Property property) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("name", property.name());
        value.put("value", QomGet.value(property));
        value.put("type", property.type());
        return value;
    }
}
