package baton.base;

/**
 * Sizes as QEMU writes them: {@code 512}, {@code 0x200}, {@code 64M}, {@code 1.5G}. Suffixes b, k, M, G, T, P, E in
 * either case are powers of 1024; hexadecimal takes none. Values are unsigned 64-bit.
 */
@AnyThread
public final class SizeText {
    private static final String SUFFIXES = "bkmgtpe";

    private SizeText() {}

    /**
     * Reads a size.
     *
     * @param text the whole text; nothing may precede or follow the number and its suffix
     * @param unit bytes meant by a number without suffix, such as 1 or 1 &lt;&lt; 20
     * @return the bytes as an unsigned bit pattern
     * @throws NumberFormatException not a size, or above 2^64-1
     */
    public static long parse(String text, long unit) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return scale(digits(text.substring(2), 16), unit);
        }
        int end = text.length();
        long factor = unit;
        if (end > 0 && !isDigit(text.charAt(end - 1)) && text.charAt(end - 1) != '.') {
            factor = suffix(text.charAt(end - 1));
            end--;
        }
        int point = text.indexOf('.');
        if (point < 0) {
            return scale(digits(text.substring(0, end), 10), factor);
        }
        return fractional(text.substring(0, end), point, factor);
    }

    private static long fractional(String text, int point, long factor) {
        String fraction = text.substring(point + 1);
        if (factor == 1 || text.length() == 1) {
            throw new NumberFormatException("fraction of a byte");
        }
        long whole = point == 0 ? 0 : scale(digits(text.substring(0, point), 10), factor);
        double part = 0;
        double weight = 0.1;
        for (int i = 0; i < fraction.length(); i++, weight /= 10) {
            part += weight * digits(fraction.substring(i, i + 1), 10);
        }
        long sum = whole + (long) (part * factor + 0.5);
        if (Long.compareUnsigned(sum, whole) < 0) {
            throw new NumberFormatException("above 2^64-1");
        }
        return sum;
    }

    private static long suffix(char c) {
        int index = SUFFIXES.indexOf(c | 0x20);
        if (index < 0) {
            throw new NumberFormatException("not a size suffix");
        }
        return 1L << 10 * index;
    }

    private static long digits(String text, int radix) {
        if (text.isEmpty() || text.charAt(0) == '+' || text.charAt(0) == '-') {
            throw new NumberFormatException("not a number");
        }
        return Long.parseUnsignedLong(text, radix);
    }

    private static long scale(long value, long factor) {
        if (Long.compareUnsigned(value, Long.divideUnsigned(-1L, factor)) > 0) {
            throw new NumberFormatException("above 2^64-1");
        }
        return value * factor;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
