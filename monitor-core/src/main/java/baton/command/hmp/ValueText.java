package baton.command.hmp;

import baton.base.Hex;

/** Integers in the formats of {@code print} and {@code x}. */
final class ValueText {
    private ValueText() {}

    /** A value by itself, as {@code print} shows it. */
    static String alone(char format, long value) {
        return switch (format) {
            case 'o' -> value == 0 ? "0" : "0" + Long.toOctalString(value);
            case 'x' -> value == 0 ? "0" : "0x" + Long.toHexString(value);
            case 'u' -> Long.toUnsignedString(value);
            case 'c' -> character((int) value & 0xff);
            default -> Long.toString(value);
        };
    }

    /** A value of {@code size} bytes in a column, as {@code x} shows it. */
    static String column(char format, int size, long value) {
        return switch (format) {
            case 'o' -> Pad.left(alone('o', value), (size * 8 + 2) / 3);
            case 'u', 'd' -> Pad.left(alone(format, value), (size * 80 + 32) / 33);
            case 'c' -> character((int) value & 0xff);
            default -> "0x" + Hex.padded(value, size * 2);
        };
    }

    private static String character(int c) {
        String shown =
                switch (c) {
                    case '\'' -> "\\'";
                    case '\\' -> "\\\\";
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    default -> c >= ' ' && c <= '~' ? String.valueOf((char) c) : "\\x" + Hex.padded(c, 2);
                };
        return "'" + shown + "'";
    }
}
