package baton.monitor.json;

import java.nio.charset.StandardCharsets;

/** What is wrong in a string, in QEMU's words; looked for only when something is. */
final class BadEscape {
    private static final int HEX_DIGITS = 4;

    private BadEscape() {}

    /** The first escape in the first {@code length} bytes that there is not, or that is no character. */
    static String first(byte[] text, int length) {
        for (int i = 0; i + 1 < length; i++) {
            if (text[i] != '\\') {
                continue;
            }
            i++;
            if (text[i] == 'u' && !isHex(text, i + 1, length)) {
                int end = Math.min(i + 1 + HEX_DIGITS, length);
                String shown = new String(text, i - 1, end - i + 1, StandardCharsets.UTF_8);
                return shown + " is not a valid Unicode character";
            }
            if ("bfnrtu/\"'\\".indexOf(text[i]) < 0) {
                break;
            }
        }
        return "invalid escape sequence in string";
    }

    private static boolean isHex(byte[] text, int from, int length) {
        for (int i = from; i < from + HEX_DIGITS; i++) {
            if (i >= length || Character.digit(text[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether half of a pair of UTF-16 stands in it as UTF-8, which has no such thing. */
    static boolean isRawSurrogate(byte[] text, int length) {
        for (int i = 0; i + 1 < length; i++) {
            if ((text[i] & 0xff) == 0xed && (text[i + 1] & 0xff) >= 0xa0) {
                return true;
            }
        }
        return false;
    }
}
