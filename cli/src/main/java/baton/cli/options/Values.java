package baton.cli.options;

/** Words and numbers of option values. Results are null when the text is not one; the caller knows the error's words. */
final class Values {
    private Values() {}

    /** on/off, yes/no, true/false, y/n; null for anything else. */
    static Boolean bool(String text) {
        return switch (text) {
            case "on", "yes", "true", "y" -> Boolean.TRUE;
            case "off", "no", "false", "n" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** on, off or auto; null for anything else. */
    static OnOffAuto onOffAuto(String text) {
        return switch (text) {
            case "on" -> OnOffAuto.ON;
            case "off" -> OnOffAuto.OFF;
            case "auto" -> OnOffAuto.AUTO;
            default -> null;
        };
    }

    /** A whole number, decimal or 0x, with an optional sign; null when it is none or does not fit 64 bits. */
    static Long number(String text) {
        boolean negative = text.startsWith("-");
        int from = negative || text.startsWith("+") ? 1 : 0;
        boolean hex = text.startsWith("0x", from) || text.startsWith("0X", from);
        Long value = unsigned(text, hex ? from + 2 : from, hex ? 16 : 10);
        if (!negative || value == null) {
            return value;
        }
        return value < 0 ? null : Long.valueOf(-value);
    }

    private static Long unsigned(String text, int from, int radix) {
        if (from == text.length() || !digits(text, from, radix)) {
            return null;
        }
        try {
            return Long.parseUnsignedLong(text, from, text.length(), radix);
        } catch (NumberFormatException e) {
            return null; // more than 64 bits
        }
    }

    /** A whole number from {@code min} to {@code max}, or null. */
    static Long number(String text, long min, long max) {
        Long value = number(text);
        return value == null || value < min || value > max ? null : value;
    }

    /** Whether this may name an object: a letter, then letters, digits, {@code - . _}. */
    static boolean identifier(String text) {
        if (text.isEmpty() || !letter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!letter(c) && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** Checks an id; the error is QEMU's with its hint. */
    static String requireIdentifier(String where, String text) throws OptionException {
        if (!identifier(text)) {
            throw OptionException.at(
                    where,
                    "Parameter 'id' expects an identifier\n"
                            + "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.");
        }
        return text;
    }

    static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean digits(String text, int from, int radix) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) > 127 || Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }
}
