package baton.migration.vmstate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The description of one struct while it is walked: its fields and subsections as JSON text. */
final class Description {
    /** A field; {@code entries} are its members after the name, more than one only for an array whose elements differ. */
    private record Field(String name, int occurrence, List<String> entries) {}

    private final String vmsd;
    private final int version;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final List<Description> subsections = new ArrayList<>();
    private Description open;
    private boolean alikeInArrays = true;

    Description(String vmsd, int version) {
        this.vmsd = vmsd;
        this.version = version;
    }

    /** Version of the innermost struct or subsection being walked. */
    int version() {
        return open == null ? version : open.version;
    }

    /** Whether an array of such structs is listed as one entry: so unless some struct in it declares subsections. */
    boolean alikeInArrays() {
        return alikeInArrays;
    }

    /** Notes a plain field. */
    void field(String name, String type, int size) {
        entry(name, "\"type\": \"" + type + "\", \"size\": " + size);
    }

    /** Notes an array of plain values of {@code size} bytes each. */
    void array(String name, int count, String type, int size) {
        if (count > 1) {
            entry(name, "\"array_len\": " + count + ", \"type\": \"" + type + "\", \"size\": " + size);
        } else if (count == 1) {
            field(name, type, size);
        }
    }

    /** Notes a field by the text of its members after the name. */
    void entry(String name, String members) {
        entries(name, List.of(members));
    }

    /** Notes a field that is listed once per element. */
    void entries(String name, List<String> members) {
        Description at = open == null ? this : open;
        Integer before = at.occurrences.get(name);
        int occurrence = before == null ? 0 : before;
        at.occurrences.put(name, occurrence + 1);
        at.fields.add(new Field(name, occurrence, members));
    }

    /** Notes that a field holds such a struct. */
    void contains(Description inner) {
        alikeInArrays &= inner.alikeInArrays;
    }

    /** Notes that a subsection exists and, if it is emitted, that the fields to come are its own. */
    void subsection(String name, int subsectionVersion, boolean emitted) {
        alikeInArrays = false;
        open = null;
        if (emitted) {
            open = new Description(name, subsectionVersion);
            subsections.add(open);
        }
    }

    /** The members of the JSON object, without braces. */
    String members() {
        StringBuilder text = new StringBuilder();
        append(text);
        return text.toString();
    }

    private void append(StringBuilder text) {
        text.append("\"vmsd_name\": \"")
                .append(vmsd)
                .append("\", \"version\": ")
                .append(version);
        text.append(", \"fields\": [");
        String separator = "";
        for (Field field : fields) {
            for (String members : field.entries()) {
                text.append(separator)
                        .append("{\"name\": \"")
                        .append(uniqueName(field))
                        .append("\", ");
                text.append(members).append('}');
                separator = ", ";
            }
        }
        text.append(']');
        if (!subsections.isEmpty()) {
            appendSubsections(text);
        }
    }

    private void appendSubsections(StringBuilder text) {
        String separator = ", \"subsections\": [{";
        for (Description subsection : subsections) {
            text.append(separator);
            subsection.append(text);
            text.append('}');
            separator = ", {";
        }
        text.append(']');
    }

    /** A name that several fields of the struct have gets its occurrence appended. */
    private String uniqueName(Field field) {
        boolean unique = occurrences.get(field.name()) == 1;
        return unique ? field.name() : field.name() + "[" + field.occurrence() + "]";
    }
}
