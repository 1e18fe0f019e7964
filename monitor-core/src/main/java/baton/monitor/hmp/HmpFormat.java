package baton.monitor.hmp;

import java.util.Map;

/** The {@code /fmt} of x, xp, print, i and o: {@code /4xb}. A monitor remembers the last format and size. */
final class HmpFormat {
    private static final int MAX_COUNT_DIGITS = 9;

    private char format = 'x';
    private int size = 4;

    /** Reads a format if one stands here and puts {@code count}, {@code format} (a character code) and {@code size}. */
    void read(HmpCursor in, Map<String, Object> into) throws HmpSyntaxException {
        long count = 1;
        int newSize = -1;
        char newFormat = format;
        if (in.take('/')) {
            count = count(in);
            for (char c = in.peek(); "oduxicbhwgL".indexOf(c) >= 0 && !in.atEnd(); c = in.peek()) {
                in.next();
                newSize = sizeOf(c) > 0 ? sizeOf(c) : newSize;
                newFormat = sizeOf(c) > 0 ? newFormat : c;
            }
            if (!in.atEnd() && !HmpCursor.isSpace(in.peek())) {
                throw new HmpSyntaxException("invalid char in format: '" + in.peek() + "'");
            }
        }
        if (newFormat != 'i') {
            size = newSize < 0 ? size : newSize;
            newSize = size;
        }
        format = newFormat;
        into.put("count", count);
        into.put("format", (long) newFormat);
        into.put("size", (long) newSize);
    }

    private static long count(HmpCursor in) throws HmpSyntaxException {
        int from = in.position();
        while (in.peek() >= '0' && in.peek() <= '9') {
            in.next();
        }
        String digits = in.since(from);
        if (digits.length() > MAX_COUNT_DIGITS) {
            throw new HmpSyntaxException("number too large");
        }
        return digits.isEmpty() ? 1 : Long.parseLong(digits);
    }

    private static int sizeOf(char c) {
        return switch (c) {
            case 'b' -> 1;
            case 'h' -> 2;
            case 'w' -> 4;
            case 'g', 'L' -> 8;
            default -> -1;
        };
    }
}
