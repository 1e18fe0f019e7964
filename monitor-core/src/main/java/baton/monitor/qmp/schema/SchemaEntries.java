package baton.monitor.qmp.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The answer of {@code query-qmp-schema}, made from declarations when somebody asks. As in QEMU, enums, objects and
 * alternates go by numbers: their names are not part of the interface.
 */
public final class SchemaEntries {
    private static final String NOTHING = "0";

    private final List<Map<String, Object>> entries = new ArrayList<>();
    private final Map<QapiType, String> numbers = new IdentityHashMap<>();
    private final Set<String> plainNames = new HashSet<>();
    private final ArrayDeque<QapiType> unwritten = new ArrayDeque<>();

    private SchemaEntries() {}

    /** All entries: the commands, the events, and every type they name. */
    public static List<Map<String, Object>> of(List<CommandSpec> commands, List<EventSpec> events) {
        SchemaEntries schema = new SchemaEntries();
        for (CommandSpec command : commands) {
            schema.command(command);
        }
        for (EventSpec event : events) {
            schema.entry(event.name(), "event").put("arg-type", schema.name(event.data()));
        }
        schema.types();
        return schema.entries;
    }

    private void command(CommandSpec command) {
        Map<String, Object> entry = entry(command.name(), "command");
        entry.put("arg-type", name(command.arguments()));
        entry.put("ret-type", name(command.result()));
        if (command.allowsOob()) {
            entry.put("allow-oob", true);
        }
        features(entry, command.features());
    }

    private void types() {
        while (!unwritten.isEmpty()) {
            QapiType type = unwritten.poll();
            if (type instanceof Builtin builtin) {
                entry(builtin.schemaName(), "builtin").put("json-type", builtin.jsonType());
            } else if (type instanceof ArrayType array) {
                entry(name(array), "array").put("element-type", name(array.element()));
            } else if (type instanceof EnumType words) {
                enumeration(entry(name(words), "enum"), words);
            } else if (type instanceof AlternateType alternate) {
                entry(name(alternate), "alternate").put("members", branches(alternate));
            } else {
                object(entry(name(type), "object"), (ObjectType) type);
            }
        }
    }

    private static void enumeration(Map<String, Object> entry, EnumType type) {
        List<Map<String, Object>> members = new ArrayList<>();
        for (String value : type.values()) {
            Map<String, Object> member = new LinkedHashMap<>();
            member.put("name", value);
            features(member, type.features(value));
            members.add(member);
        }
        entry.put("members", members);
        entry.put("values", type.values());
    }

    private List<Map<String, Object>> branches(AlternateType alternate) {
        List<Map<String, Object>> members = new ArrayList<>();
        for (QapiType branch : alternate.branches()) {
            members.add(Map.of("type", name(branch)));
        }
        return members;
    }

    private void object(Map<String, Object> entry, ObjectType type) {
        List<Map<String, Object>> members = new ArrayList<>();
        for (Member member : type.members()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", member.name());
            shown.put("type", name(member.type()));
            if (member.optional()) {
                shown.put("default", null);
            }
            features(shown, member.features());
            members.add(shown);
        }
        entry.put("members", members);
        if (type.tag() != null) {
            entry.put("tag", type.tag());
            entry.put("variants", variants(type));
        }
    }

    /** Every value of the tag is a case, those without members too. */
    private List<Map<String, Object>> variants(ObjectType type) {
        List<Map<String, Object>> cases = new ArrayList<>();
        for (String value : type.tagValues()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("case", value);
            shown.put("type", name(type.variants().getOrDefault(value, ObjectType.EMPTY)));
            cases.add(shown);
        }
        return cases;
    }

    private static void features(Map<String, Object> entry, List<String> features) {
        if (!features.isEmpty()) {
            entry.put("features", features);
        }
    }

    private Map<String, Object> entry(String name, String metaType) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("meta-type", metaType);
        entries.add(entry);
        return entry;
    }

    /** The type's name in the schema; its entry follows, once. */
    private String name(QapiType type) {
        if (type instanceof Builtin builtin) {
            return plain(builtin.schemaName(), type);
        }
        if (type instanceof ArrayType array) {
            return plain("[" + name(array.element()) + "]", type);
        }
        if (type instanceof ObjectType object && object.isEmpty()) {
            return plain(NOTHING, type);
        }
        String known = numbers.get(type);
        if (known == null) {
            known = Integer.toString(numbers.size() + 1);
            numbers.put(type, known);
            unwritten.add(type);
        }
        return known;
    }

    private String plain(String name, QapiType type) {
        if (plainNames.add(name)) {
            unwritten.add(type);
        }
        return name;
    }
}
