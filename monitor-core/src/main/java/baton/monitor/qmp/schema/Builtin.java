package baton.monitor.qmp.schema;

import baton.monitor.QmpException;
import java.math.BigInteger;

/** A built-in type of QAPI. */
public final class Builtin extends QapiType {
    /** Text. */
    public static final Builtin STR = new Builtin("str", "string");
    /** true or false. */
    public static final Builtin BOOL = new Builtin("bool", "boolean");
    /** Any number, read as double. */
    public static final Builtin NUMBER = new Builtin("number", "number");
    /** Only null. */
    public static final Builtin NULL = new Builtin("null", "null");
    /** Any JSON value, unchecked. */
    public static final Builtin ANY = new Builtin("any", "value");
    /** 64 bits, signed. */
    public static final Builtin INT = signed("int", 64);
    /** 8 bits, signed. */
    public static final Builtin INT8 = signed("int8", 8);
    /** 16 bits, signed. */
    public static final Builtin INT16 = signed("int16", 16);
    /** 32 bits, signed. */
    public static final Builtin INT32 = signed("int32", 32);
    /** 8 bits. */
    public static final Builtin UINT8 = unsigned("uint8", 8);
    /** 16 bits. */
    public static final Builtin UINT16 = unsigned("uint16", 16);
    /** 32 bits. */
    public static final Builtin UINT32 = unsigned("uint32", 32);
    /** 64 bits; commands get the bit pattern. */
    public static final Builtin UINT64 = unsigned("uint64", 64);
    /** A number of bytes: 64 bits; commands get the bit pattern. */
    public static final Builtin SIZE = unsigned("size", 64);

    private final String name;
    private final String jsonType;
    private final int bits;
    private final boolean signed;

    private Builtin(String name, String jsonType) {
        this(name, jsonType, 0, false);
    }

    private Builtin(String name, String jsonType, int bits, boolean signed) {
        this.name = name;
        this.jsonType = jsonType;
        this.bits = bits;
        this.signed = signed;
    }

    private static Builtin signed(String name, int bits) {
        return new Builtin(name, "int", bits, true);
    }

    private static Builtin unsigned(String name, int bits) {
        return new Builtin(name, "int", bits, false);
    }

    @Override
    public String name() {
        return name;
    }

    /** The schema's json-type: string, int, number, boolean, null or value. */
    String jsonType() {
        return jsonType;
    }

    /** The schema's name: all integers are {@code int} there. */
    String schemaName() {
        return bits > 0 ? "int" : name;
    }

    @Override
    boolean accepts(Object value) {
        return switch (jsonType) {
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "int", "number" -> value instanceof Number;
            case "null" -> value == null;
            default -> true;
        };
    }

    @Override
    Object check(QapiPath at, Object value) throws QmpException {
        if (bits > 0) {
            return signed ? checkSigned(at, value) : checkUnsigned(at, value);
        }
        if (!accepts(value)) {
            throw wrongType(at, jsonType);
        }
        return this == NUMBER ? Double.valueOf(((Number) value).doubleValue()) : value;
    }

    private Object checkSigned(QapiPath at, Object value) throws QmpException {
        if (!(value instanceof Long number)) {
            throw wrongType(at, "integer");
        }
        int unused = Long.SIZE - bits;
        return inRange(at, number, number << unused >> unused);
    }

    private Object checkUnsigned(QapiPath at, Object value) throws QmpException {
        if (!(value instanceof Long) && !(value instanceof BigInteger)) {
            throw QmpException.generic("Parameter '" + at.full() + "' expects uint64");
        }
        int unused = Long.SIZE - bits;
        long number = ((Number) value).longValue();
        return inRange(at, number, number << unused >>> unused);
    }

    private Long inRange(QapiPath at, long number, long truncated) throws QmpException {
        if (number != truncated) {
            throw QmpException.generic("Parameter '" + at.last() + "' expects " + name + "_t");
        }
        return number;
    }
}
