package baton.monitor.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes values as QEMU prints them: {@code {"a": 1, "b": []}} on one line, everything outside ASCII escaped; or the pretty
 * form with four blanks a level. Takes Map, List, String, Character sequences, Number, Boolean and null. One thread.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789ABCDEF";
    private static final MathContext SEVENTEEN_DIGITS = new MathContext(17);
    private static final int MIN_PLAIN_EXPONENT = -4;
    private static final int INDENT = 4;

    private final boolean pretty;
    private byte[] out = new byte[128];
    private int length;
    private int depth;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    /** The bytes of {@code value} and the CR LF that ends every line of a monitor. */
    public static byte[] line(Object value, boolean pretty) {
        JsonWriter writer = new JsonWriter(pretty);
        writer.value(value);
        writer.put('\r');
        writer.put('\n');
        return Arrays.copyOf(writer.out, writer.length);
    }

    /** The text of {@code value} on one line. */
    public static String text(Object value) {
        JsonWriter writer = new JsonWriter(false);
        writer.value(value);
        return new String(writer.out, 0, writer.length, StandardCharsets.US_ASCII);
    }

    private void value(Object value) {
        if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof CharSequence text) {
            string(text);
        } else if (value instanceof Double || value instanceof Float) {
            ascii(number(((Number) value).doubleValue()));
        } else if (value == null || value instanceof Boolean || value instanceof Number) {
            ascii(String.valueOf(value));
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
        }
    }

    private void object(Map<?, ?> map) {
        put('{');
        depth++;
        Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator();
        for (boolean first = true; members.hasNext(); first = false) {
            Map.Entry<?, ?> member = members.next();
            separate(first);
            string((String) member.getKey());
            ascii(": ");
            value(member.getValue());
        }
        close('}');
    }

    private void list(List<?> list) {
        put('[');
        depth++;
        for (int i = 0; i < list.size(); i++) {
            separate(i == 0);
            value(list.get(i));
        }
        close(']');
    }

    private void separate(boolean first) {
        if (!first) {
            put(',');
        }
        if (pretty) {
            newline();
        } else if (!first) {
            put(' ');
        }
    }

    private void close(char bracket) {
        depth--;
        if (pretty) {
            newline();
        }
        put(bracket);
    }

    /** Every line of a monitor ends so, those within a message too. */
    private void newline() {
        put('\r');
        put('\n');
        for (int i = 0; i < depth * INDENT; i++) {
            put(' ');
        }
    }

    private void string(CharSequence text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        put('"');
    }

    private void character(char c) {
        switch (c) {
            case '"', '\\' -> escape(c);
            case '\b' -> escape('b');
            case '\f' -> escape('f');
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            default -> {
                if (c >= ' ' && c <= '~') {
                    put(c);
                } else {
                    escape('u');
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        put(HEX.charAt(c >> shift & 0xf));
                    }
                }
            }
        }
    }

    private void escape(char c) {
        put('\\');
        put(c);
    }

    /** C's {@code %.17g}, which is how QEMU prints every number that is not an integer. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("JSON has no " + value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(SEVENTEEN_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= MIN_PLAIN_EXPONENT && exponent < SEVENTEEN_DIGITS.getPrecision()) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String size = Integer.toString(Math.abs(exponent));
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + (size.length() < 2 ? "0" : "")
                + size;
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(char c) {
        if (length == out.length) {
            out = Arrays.copyOf(out, length * 2);
        }
        out[length++] = (byte) c;
    }
}
