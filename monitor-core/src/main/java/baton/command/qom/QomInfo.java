package baton.command.qom;

import baton.machine.tree.Property;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.ObjectType;
import java.util.LinkedHashMap;
import java.util.Map;

/** QAPI's description of a property. */
public final class QomInfo {
    /** Its type. */
    public static final ObjectType TYPE = ObjectType.named("ObjectPropertyInfo")
            .member("name", Builtin.STR)
            .member("type", Builtin.STR)
            .optional("description", Builtin.STR)
            .optional("default-value", Builtin.ANY)
            .build();

    private QomInfo() {}

    /** The description of one. */
    public static Map<String, Object> of(Property property) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", property.name());
        info.put("type", property.type());
        return info;
    }
}
