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

    /** Those of one type of {@link QomType}; {@code type} alone of one whose objects nobody makes. */
    static List<Map<String, Object>> of(String type) {
        List<Map<String, Object>> properties = new ArrayList<>(List.of(property("type", "string")));
        ObjectType declared = ObjectTypes.OPTIONS.variants().get(type);
        if (declared != null) {
            for (Member member : declared.members()) {
                properties.add(property(member.name(), member.type().name()));
            }
        }
        List<TypeProperty> device = DeviceTypes.properties(type);
        if (device != null) {
            properties.add(property("parent_bus", "link<bus>"));
            for (String state : List.of("realized", "hotplugged", "hotpluggable")) {
                properties.add(property(state, "bool"));
            }
            properties.addAll(of(device));
        }
        return properties;
    }

    /** The descriptions of these. */
    static List<Map<String, Object>> of(List<TypeProperty> of) {
        List<Map<String, Object>> properties = new ArrayList<>();
        for (TypeProperty each : of) {
            Map<String, Object> info = property(each.name(), each.type());
            if (!each.description().isEmpty()) {
                info.put("description", each.description());
            }
            if (each.value() != null) {
                info.put("default-value", each.value());
            }
            properties.add(info);
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
