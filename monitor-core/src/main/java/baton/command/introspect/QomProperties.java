package baton.command.introspect;

import baton.command.machine.ObjectTypes;
import baton.monitor.qmp.schema.Member;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Properties of the types of {@link QomType}, as far as the command line or {@code object-add} takes them. */
final class QomProperties {
    private QomProperties() {}

    /** Those of one type; none for a type that takes none. */
    static List<Map<String, Object>> of(String type) {
        List<Map<String, Object>> properties = new ArrayList<>();
        ObjectType declared = ObjectTypes.OPTIONS.variants().get(type);
        if (declared != null) {
            for (Member member : declared.members()) {
                properties.add(property(member.name(), member.type().name()));
            }
        } else if (type.equals("isa-serial")) {
            properties.add(property("index", "uint32"));
            properties.add(property("chardev", "str"));
        }
        return properties;
    }

    private static Map<String, Object> property(String name, String type) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", name);
        info.put("type", type);
        return info;
    }
}
