package baton.cli.options;

/**
 * Sizes as QEMU writes them: {@code 64M}, {@code 0.0625G}, {@code 0x1000}, {@code 67108864b}. Suffixes b k M G T P E in
 * either case; a fraction needs a suffix above bytes; hexadecimal takes none. Bytes, 0 to 2^64-1.
 */
final class SizeParser {
    /** The text is not a size. */
    static final int MALFORMED = 1;

    /** The text is a size of 2^64 bytes or more, or below 0. */
    static final int OUT_OF_RANGE = 2;

    /** What QEMU prints below a size it did not understand. */
    static final String HINT = "Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\n"
            + "and exabytes, respectively.";

    private final String text;
    private int at;
    private long value;
    private int error;

    private SizeParser(String text) {
        this.text = text;
    }

    /** Parses; look at {@link #error} before {@link #value}. */
    static SizeParser of(String text) {
        SizeParser size = new SizeParser(text);
        size.error = size.parse();
        return size;
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

    private int parse() {
        if (text.startsWith("-")) {
            return Values.number(text) == null ? MALFORMED : OUT_OF_RANGE;
        }
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return hexadecimal();
        }
        int start = at;
        skipDigits();
        if (at == start) {
            return MALFORMED;
        }
        int pointAt = at;
        double fraction = fraction();
        int shift = shift();
        if (at != text.length() || shift < 0 || pointAt != 0 && fraction != 0 && shift == 0) {
            return MALFORMED;
        }
        return scale(text.substring(start, pointAt), fraction, shift);
    }

    private int hexadecimal() {
        Long number = Values.number(text);
        if (number != null) {
            value = number;
            return 0;
        }
        for (int i = 2; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return MALFORMED;
            }
        }
        return text.length() > 2 ? OUT_OF_RANGE : MALFORMED;
    }

    private void skipDigits() {
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
    }

    private double fraction() {
        if (at == text.length() || text.charAt(at) != '.') {
            return 0;
        }
        at++;
        double fraction = 0;
        for (double unit = 0.1; at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9'; unit /= 10) {
            fraction += unit * (text.charAt(at) - '0');
            at++;
        }
        return fraction;
    }

    private int shift() {
        if (at == text.length()) {
            return 0;
        }
        int power = "bkmgtpe".indexOf(Character.toLowerCase(text.charAt(at)));
        at++;
        return power * 10;
    }

    private int scale(String whole, double fraction, int shift) {
        Long number = Values.number(whole);
        if (number == null || shift > 0 && number >>> 64 - shift != 0) {
            return OUT_OF_RANGE;
        }
        value = (number << shift) + (long) (fraction * (1L << shift) + 0.5);
        return 0;
    }
}
