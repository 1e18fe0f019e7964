package baton.cli.stream;

import baton.cli.stream.Listing.Field;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Takes the body of a device section apart as the description says, and checks the one against the other. */
final class FieldLister {
    private static final int SUBSECTION = 0x05;
    private static final int MAX_FIELDS = 100_000;
    private static final int MAX_DEPTH = 64;

    private final Tail in;
    private int fields;
    private int depth;

    FieldLister(Tail in) {
        this.in = in;
    }

    /** Reads the fields and subsections that {@code vmsd} describes, adding to {@code found} as it goes. */
    void struct(Map<?, ?> vmsd, List<Field> found) throws DamagedStream {
        if (++depth > MAX_DEPTH) {
            throw new DamagedStream(in.position(), "", "the description is nested deeper than " + MAX_DEPTH);
        }
        for (Object field : list(vmsd.get("fields"))) {
            if (field instanceof Map<?, ?> described) {
                field(described, found);
            }
        }
        for (Object subsection : list(vmsd.get("subsections"))) {
            if (subsection instanceof Map<?, ?> described) {
                subsection(described, found);
            }
        }
        depth--;
    }

    private void field(Map<?, ?> described, List<Field> found) throws DamagedStream {
        Field field = add(found, text(described.get("name")), text(described.get("type")));
        try {
            long count = described.get("array_len") == null ? 1 : number(described, "array_len");
            if (described.get("struct") instanceof Map<?, ?> struct) {
                structs(struct, count, field);
            } else if (described.get("fields") instanceof List<?>) {
                struct(described, field.fields);
            } else {
                plain(field, number(described, "size"), count);
            }
        } catch (DamagedStream e) {
            throw e.within("field " + field.name);
        }
        field.bytes = in.position() - field.offset;
        checkSize(described, field);
    }

    private void structs(Map<?, ?> struct, long count, Field field) throws DamagedStream {
        if (described(count) == 1) {
            struct(struct, field.fields);
            return;
        }
        for (int i = 0; i < count; i++) {
            Field element = add(field.fields, "[" + i + "]", "struct");
            struct(struct, element.fields);
            element.bytes = in.position() - element.offset;
        }
    }

    /** The size of a struct, or of the first one of an array of them, is said besides that of its fields. */
    private void checkSize(Map<?, ?> described, Field field) throws DamagedStream {
        boolean array = described.get("array_len") != null && described.get("struct") != null;
        Field first = array && !field.fields.isEmpty() ? field.fields.get(0) : field;
        boolean uniform = !array || first != field;
        if (uniform && !field.fields.isEmpty() && first.bytes != number(described, "size")) {
            throw new DamagedStream(
                    field.offset,
                    "field " + field.name,
                    "is described as " + described.get("size") + " bytes, but its fields are " + first.bytes);
        }
    }

    private void plain(Field field, long size, long count) throws DamagedStream {
        boolean integer = field.type.startsWith("int") || field.type.startsWith("uint") || field.type.equals("timer");
        if (described(count) > 1 && integer) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                values.add(integer(field, size));
            }
            field.value = values;
        } else if (integer) {
            field.value = integer(field, size);
        } else if (field.type.equals("bool") && size * count == 1) {
            field.value = bool();
        } else {
            field.value = bytes(size * count);
        }
    }

    private Object bool() throws DamagedStream {
        long at = in.position();
        int value = in.u8();
        if (value > 1) {
            throw new DamagedStream(at, "", "a bool of value " + value);
        }
        return value == 1;
    }

    private Object integer(Field field, long size) throws DamagedStream {
        boolean signed = !field.type.startsWith("u");
        return switch ((int) size) {
            case 1 -> signed ? (byte) in.u8() : in.u8();
            case 2 -> signed ? (short) in.u16() : in.u16();
            case 4 -> signed ? in.u32() : in.u32() & 0xffffffffL;
            case 8 -> signed ? (Object) in.u64() : unsigned(in.u64());
            default -> throw new DamagedStream(in.position(), "", field.type + " of " + size + " bytes");
        };
    }

    private static Object unsigned(long value) {
        return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
    }

    /** Text where it is text and nothing else, digits otherwise. */
    private String bytes(long size) throws DamagedStream {
        byte[] bytes = in.bytes((int) Math.min(size, Integer.MAX_VALUE));
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return HexFormat.of().formatHex(bytes);
            }
        }
        boolean text = end > 2 && end < bytes.length;
        return text
                ? new String(bytes, 0, end, StandardCharsets.US_ASCII)
                : HexFormat.of().formatHex(bytes);
    }

    private void subsection(Map<?, ?> described, List<Field> found) throws DamagedStream {
        String name = text(described.get("vmsd_name"));
        Field field = add(found, name, "subsection");
        try {
            int mark = in.u8();
            String present = mark == SUBSECTION ? in.string() : "";
            if (!present.equals(name)) {
                throw new DamagedStream(
                        field.offset,
                        "",
                        mark == SUBSECTION
                                ? "subsection " + present + " is here instead"
                                : "no subsection begins here, but byte 0x" + Integer.toHexString(mark));
            }
            int version = in.u32();
            if (version != number(described, "version")) {
                throw new DamagedStream(
                        field.offset,
                        "",
                        "has version " + Integer.toUnsignedString(version) + ", but is described as version "
                                + described.get("version"));
            }
            struct(described, field.fields);
        } catch (DamagedStream e) {
            throw e.within("subsection " + name);
        }
        field.bytes = in.position() - field.offset;
    }

    private Field add(List<Field> found, String name, String type) throws DamagedStream {
        described(1);
        Field field = new Field(name, type, in.position());
        found.add(field);
        return field;
    }

    private long described(long count) throws DamagedStream {
        if (count < 0 || count > MAX_FIELDS - fields) {
            throw new DamagedStream(in.position(), "", "the description has more than " + MAX_FIELDS + " fields");
        }
        fields += (int) count;
        return count;
    }

    private long number(Map<?, ?> described, String member) throws DamagedStream {
        Object value = described.get(member);
        if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number;
        }
        throw new DamagedStream(in.position(), "", "the description's " + member + " is " + value);
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "?";
    }
}
