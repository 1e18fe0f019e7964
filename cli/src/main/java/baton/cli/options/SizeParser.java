package baton.cli.options;

import baton.base.SizeText;

/** A size option: {@link SizeText}, and which of QEMU's two errors it gets when it is none. Bytes, unsigned. */
final class SizeParser {
    /** The text is not a size. */
    static final int MALFORMED = 1;

    /** The text is a size of 2^64 bytes or more, or below 0. */
    static final int OUT_OF_RANGE = 2;

    /** What QEMU prints below a size it did not understand. */
    static final String HINT = "Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\n"
            + "and exabytes, respectively.";

    private final long value;
    private final int error;

    private SizeParser(long value, int error) {
        this.value = value;
        this.error = error;
    }

    /** Parses; look at {@link #error} before {@link #value}. */
    static SizeParser of(String text) {
        try {
            return new SizeParser(SizeText.parse(text, 1), 0);
        } catch (NumberFormatException e) {
            return new SizeParser(0, isNumber(text) ? OUT_OF_RANGE : MALFORMED);
        }
    }

    /** The size of option {@code key}, or the error QemuOpts gives. */
    static long require(String where, String key, String text) throws OptionException {
        SizeParser size = of(text);
        if (size.error == OUT_OF_RANGE) {
            throw OptionException.at(where, "Value '" + text + "' is out of range for parameter '" + key + "'");
        }
        if (size.error != 0) {
            throw OptionException.at(
                    where, "Parameter '" + key + "' expects a non-negative number below 2^64\n" + HINT);
        }
        return size.value;
    }

    /** 0, {@link #MALFORMED} or {@link #OUT_OF_RANGE}. */
    int error() {
        return error;
    }

    /** Bytes, unsigned. */
    long value() {
        return value;
    }

    private static boolean isNumber(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        int start = hex ? 2 : text.startsWith("-") ? 1 : 0;
        int at = start;
        while (at < text.length() && Character.digit(text.charAt(at), hex ? 16 : 10) >= 0) {
            at++;
        }
        boolean suffix = !hex && at == text.length() - 1 && "bkmgtpeBKMGTPE".indexOf(text.charAt(at)) >= 0;
        return at > start && (at == text.length() || suffix);
    }
}
