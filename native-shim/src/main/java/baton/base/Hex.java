package baton.base;

/** Numbers in hexadecimal, as register and memory dumps have them. */
@AnyThread
public final class Hex {
    private Hex() {}

    /** {@code value}, unsigned and lower case, with zeroes in front up to {@code digits}; longer ones stay whole. */
    public static String padded(long value, int digits) {
        String text = Long.toHexString(value);
        return text.length() >= digits ? text : "0".repeat(digits - text.length()) + text;
    }
}
