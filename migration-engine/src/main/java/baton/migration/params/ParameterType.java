package baton.migration.params;

import baton.base.SizeText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How a parameter is read from QMP (JSON values) and from a monitor line (text), with the errors of QEMU's two
 * visitors. Integers are unsigned bit patterns in {@code Long}, enums are their names, lists are immutable.
 */
enum ParameterType {
    /** 0 to 255. */
    UINT8,
    /** 0 to 2^32-1. */
    UINT32,
    /** 64 bits; text may carry a size suffix. */
    SIZE,
    /** 64 bits; text is in MiB unless it says otherwise. */
    BANDWIDTH,
    /** A flag. */
    BOOL,
    /** One of the parameter's choices. */
    ENUM,
    /** Text; null is the empty one. */
    STR_OR_NULL,
    /** List of strings. */
    WORDS,
    /** Dirty bitmap aliases: there are no disks here, so only the empty list. */
    BITMAPS;

    private static final String SIZE_HINT = "a non-negative number below 2^64\n"
            + "Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\n"
            + "and exabytes, respectively.";

    /** Reads a JSON value: String, Boolean, Number, List, Map or null. */
    Object fromQmp(Parameter p, Object value) throws ParameterRefused {
        return switch (this) {
            case UINT8, UINT32, SIZE, BANDWIDTH -> narrow(p.wireName(), unsigned(p.wireName(), value));
            case BOOL -> flag(p.wireName(), value);
            case ENUM -> choice(p, string(p.wireName(), value));
            case STR_OR_NULL -> orEmpty(p.wireName(), value);
            case WORDS -> words(p.wireName(), value);
            case BITMAPS -> bitmaps(p.wireName(), value);
        };
    }

    /** Reads the rest of a monitor line. */
    Object fromText(Parameter p, String text) throws ParameterRefused {
        return switch (this) {
            case UINT8, UINT32 -> narrow(p.wireName(), plainNumber(p.wireName(), text));
            case SIZE -> size(p.wireName(), text);
            case BANDWIDTH -> bandwidth(text);
            case BOOL -> flagText(p.wireName(), text);
            case ENUM -> choice(p, text);
            case STR_OR_NULL -> text;
            case WORDS -> ShellWords.parse(text);
            case BITMAPS -> throw new ParameterRefused(
                    "The block-bitmap-mapping parameter can only be set through QMP");
        };
    }

    private Long narrow(String name, long value) throws ParameterRefused {
        if (this == UINT8 && (value & ~0xffL) != 0) {
            throw ParameterRefused.expects(name, "uint8_t");
        }
        if (this == UINT32 && (value & ~0xffffffffL) != 0) {
            throw ParameterRefused.expects(name, "uint32_t");
        }
        return value;
    }

    private static long unsigned(String name, Object value) throws ParameterRefused {
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger big && big.signum() > 0 && big.bitLength() <= 64) {
            return big.longValue();
        }
        throw ParameterRefused.expects(name, "uint64");
    }

    private static long plainNumber(String name, String text) throws ParameterRefused {
        try {
            return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ParameterRefused.expects(name, "uint64");
        }
    }

    private static Long size(String name, String text) throws ParameterRefused {
        try {
            return SizeText.parse(text, 1);
        } catch (NumberFormatException e) {
            throw ParameterRefused.expects(name, SIZE_HINT);
        }
    }

    private static Long bandwidth(String text) throws ParameterRefused {
        try {
            long value = SizeText.parse(text, 1 << 20);
            if (value >= 0) {
                return value;
            }
            throw new ParameterRefused("Invalid size " + text);
        } catch (NumberFormatException e) {
            throw new ParameterRefused("Invalid size " + text);
        }
    }

    private static Boolean flag(String name, Object value) throws ParameterRefused {
        if (value instanceof Boolean b) {
            return b;
        }
        throw ParameterRefused.type(name, "boolean");
    }

    private static Boolean flagText(String name, String text) throws ParameterRefused {
        return switch (text) {
            case "on", "yes", "true", "y" -> Boolean.TRUE;
            case "off", "no", "false", "n" -> Boolean.FALSE;
            default -> throw ParameterRefused.expects(name, "'on' or 'off'");
        };
    }

    private static String string(String name, Object value) throws ParameterRefused {
        if (value instanceof String s) {
            return s;
        }
        throw ParameterRefused.type(name, "string");
    }

    private static String choice(Parameter p, String value) throws ParameterRefused {
        if (p.choices().contains(value)) {
            return value;
        }
        throw ParameterRefused.value(p.wireName(), value);
    }

    private static String orEmpty(String name, Object value) throws ParameterRefused {
        if (value == null) {
            return "";
        }
        if (value instanceof String s) {
            return s;
        }
        throw ParameterRefused.type(name, "StrOrNull");
    }

    private static List<String> words(String name, Object value) throws ParameterRefused {
        if (!(value instanceof List<?> list)) {
            throw ParameterRefused.type(name, "array");
        }
        List<String> words = new ArrayList<>(list.size());
        for (Object word : list) {
            words.add(string(name + "[" + words.size() + "]", word));
        }
        return List.copyOf(words);
    }

    private static List<?> bitmaps(String name, Object value) throws ParameterRefused {
        if (!(value instanceof List<?> list)) {
            throw ParameterRefused.type(name, "array");
        }
        if (!list.isEmpty()) {
            throw new ParameterRefused("Parameter '" + name + "' must be empty: this build of Baton has no disks");
        }
        return List.of();
    }
}
