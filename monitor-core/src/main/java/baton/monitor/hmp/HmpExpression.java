package baton.monitor.hmp;

/**
 * Integer expressions of the monitor: numbers as in C, {@code 'c'}, {@code $register}, parentheses,
 * {@code + - * / % & | ^ ~}. 64 bits. Sums bind least, then the bit operators, then products, as in QEMU.
 */
final class HmpExpression {
    private static final int MAX_DEPTH = 200;

    private final HmpCursor in;
    private final Registers registers;
    private final int cpu;
    private int depth;

    HmpExpression(HmpCursor in, Registers registers, int cpu) {
        this.in = in;
        this.registers = registers;
        this.cpu = cpu;
    }

    /** Reads one expression; the cursor stops at the first character that is not part of it. */
    long read() throws HmpSyntaxException {
        in.skipSpace();
        return sum();
    }

    private long sum() throws HmpSyntaxException {
        long value = logic();
        for (char c = in.peek(); c == '+' || c == '-'; c = in.peek()) {
            in.next();
            long right = logic();
            value = c == '+' ? value + right : value - right;
        }
        return value;
    }

    private long logic() throws HmpSyntaxException {
        long value = product();
        for (char c = in.peek(); c == '&' || c == '|' || c == '^'; c = in.peek()) {
            in.next();
            long right = product();
            value = switch (c) {
                case '&' -> value & right;
                case '|' -> value | right;
                default -> value ^ right;
            };
        }
        return value;
    }

    private long product() throws HmpSyntaxException {
        long value = unary();
        for (char c = in.peek(); c == '*' || c == '/' || c == '%'; c = in.peek()) {
            in.next();
            long right = unary();
            if (c != '*' && right == 0) {
                throw new HmpSyntaxException("division by zero");
            }
            value = switch (c) {
                case '*' -> value * right;
                case '/' -> value / right;
                default -> value % right;
            };
        }
        return value;
    }

    private long unary() throws HmpSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw new HmpSyntaxException("expression nested too deep");
        }
        long value = in.skipSpace().atEnd() ? fail("unexpected end of expression") : prefixed();
        in.skipSpace();
        depth--;
        return value;
    }

    private long prefixed() throws HmpSyntaxException {
        char c = in.peek();
        in.next();
        return switch (c) {
            case '+' -> unary();
            case '-' -> -unary();
            case '~' -> ~unary();
            case '(' -> parentheses();
            case '\'' -> character();
            case '$' -> register();
            default -> {
                in.position(in.position() - 1);
                yield c >= '0' && c <= '9' ? number() : fail("invalid char '" + c + "' in expression");
            }
        };
    }

    private long parentheses() throws HmpSyntaxException {
        long value = sum();
        return in.take(')') ? value : fail("')' expected");
    }

    private long character() throws HmpSyntaxException {
        if (in.atEnd()) {
            return fail("character constant expected");
        }
        long value = in.peek();
        in.next();
        return in.take('\'') ? value : fail("missing terminating ' character");
    }

    private long register() throws HmpSyntaxException {
        int from = in.position();
        while (isName(in.peek())) {
            in.next();
        }
        Long value = registers.value(cpu, in.since(from));
        return value == null ? fail("unknown register") : value;
    }

    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.';
    }

    private long number() throws HmpSyntaxException {
        int radix = 10;
        if (in.take('0')) {
            radix = in.take('x') || in.take('X') ? 16 : 8;
        }
        int from = in.position();
        while (Character.digit(in.peek(), radix) >= 0) {
            in.next();
        }
        String digits = in.since(from);
        try {
            return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, radix);
        } catch (NumberFormatException e) {
            return fail("number too large");
        }
    }

    private static long fail(String text) throws HmpSyntaxException {
        throw new HmpSyntaxException(text);
    }
}
