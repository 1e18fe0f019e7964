package baton.cli.schema;

import baton.monitor.qmp.schema.AlternateType;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.Member;
import baton.monitor.qmp.schema.ObjectType;
import baton.monitor.qmp.schema.QapiType;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.StringJoiner;

/** Types for people: names on a line, members below it, each object once. */
final class TypeText {
    private static final String STEP = "  ";

    private final StringBuilder text = new StringBuilder();
    /** Objects whose members are being listed: one within itself is only named. */
    private final ArrayDeque<QapiType> within = new ArrayDeque<>();

    /** Adds {@code heading}, what the type is, and its members indented. */
    TypeText add(String heading, QapiType type) {
        String name = name(type);
        text.append(heading).append(name.isEmpty() ? "" : " " + name).append(name.equals("nothing") ? "\n" : ":\n");
        members(type, STEP);
        return this;
    }

    private void members(QapiType type, String indent) {
        if (type instanceof ArrayType array) {
            members(array.element(), indent);
        } else if (type instanceof AlternateType alternate) {
            for (QapiType branch : alternate.branches()) {
                members(branch, indent);
            }
        } else if (type instanceof ObjectType object && !within.contains(object)) {
            within.push(object);
            object(object, indent);
            within.pop();
        }
    }

    private void object(ObjectType object, String indent) {
        for (Member member : object.members()) {
            text.append(indent).append(member.name()).append(": ").append(name(member.type()));
            text.append(member.optional() ? " (optional)" : "");
            text.append(member.features().isEmpty() ? "" : " (" + String.join(", ", member.features()) + ")");
            text.append('\n');
            members(member.type(), indent + STEP);
        }
        for (Map.Entry<String, ObjectType> variant : object.variants().entrySet()) {
            if (!variant.getValue().members().isEmpty()) {
                text.append(indent).append("if ").append(object.tag()).append(" is ");
                text.append(variant.getKey()).append(":\n");
                members(variant.getValue(), indent + STEP);
            }
        }
    }

    private static String name(QapiType type) {
        if (type instanceof ArrayType array) {
            return "list of " + name(array.element());
        }
        if (type instanceof EnumType words) {
            return String.join(" | ", words.values());
        }
        if (type instanceof AlternateType alternate) {
            StringJoiner names = new StringJoiner(" or ");
            for (QapiType branch : alternate.branches()) {
                names.add(name(branch));
            }
            return names.toString();
        }
        boolean nothing = type instanceof ObjectType object && object.members().isEmpty();
        return nothing ? "nothing" : type.name().isEmpty() ? "" : type.name();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
