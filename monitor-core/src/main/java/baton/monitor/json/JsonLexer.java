package baton.monitor.json;

/**
 * QEMU's JSON tokens, one byte at a time: single-quoted strings are strings, {@code %} is not a token, and a byte that
 * fits nowhere ends the token as an error. What a string holds is not looked into here.
 */
final class JsonLexer {
    /** The byte belongs to a token that goes on. */
    static final int MORE = 0;
    /** White space, or a byte skipped after an error. */
    static final int NOTHING = 1;
    /** The byte fits nowhere; it and the token before it are lost. */
    static final int ERROR = 2;
    /** A string ended with this byte. */
    static final int STRING = 3;
    /** A number ended before this byte: feed the byte again. */
    static final int NUMBER = 4;
    /** A word such as true ended before this byte: feed the byte again. */
    static final int WORD = 5;
    /** The byte is a token of its own: one of <code>{}[]:,</code>. */
    static final int STRUCTURE = 6;

    private enum State {
        START,
        RECOVERY,
        STRING,
        ESCAPE,
        MINUS,
        ZERO,
        DIGITS,
        POINT,
        FRACTION,
        EXPONENT,
        EXPONENT_SIGN,
        EXPONENT_DIGITS,
        WORD
    }

    private State state = State.START;
    private int quote;

    /** Whether the last byte ended a token or stood between tokens. */
    boolean atStart() {
        return state == State.START || state == State.RECOVERY;
    }

    /** Takes one byte (0 to 255) and says what it ended. */
    int feed(int c) {
        return switch (state) {
            case START -> start(c);
            case RECOVERY -> recover(c);
            case STRING -> string(c);
            case ESCAPE -> c < 0x20 || c > 0xfd ? error() : to(State.STRING);
            case WORD -> c >= 'a' && c <= 'z' ? MORE : end(WORD);
            default -> number(c);
        };
    }

    private int start(int c) {
        return switch (c) {
            case ' ', '\t', '\r', '\n' -> NOTHING;
            case '{', '}', '[', ']', ':', ',' -> STRUCTURE;
            case '"', '\'' -> {
                quote = c;
                yield to(State.STRING);
            }
            case '-' -> to(State.MINUS);
            case '0' -> to(State.ZERO);
            default -> {
                if (isDigit(c)) {
                    yield to(State.DIGITS);
                }
                yield c >= 'a' && c <= 'z' ? to(State.WORD) : error();
            }
        };
    }

    /** After an error: skip to where a new value may begin. */
    private int recover(int c) {
        if (c == '\t' || c >= 0x20 && c < 0xfe && "{}[]:,".indexOf(c) < 0) {
            return NOTHING;
        }
        state = State.START;
        return start(c);
    }

    private int string(int c) {
        if (c == quote) {
            return end(STRING);
        }
        if (c == '\\') {
            return to(State.ESCAPE);
        }
        return c < 0x20 || c > 0xfd ? error() : MORE;
    }

    private int number(int c) {
        boolean digit = isDigit(c);
        return switch (state) {
            case MINUS -> c == '0' ? to(State.ZERO) : digit ? to(State.DIGITS) : error();
            case ZERO -> digit ? error() : afterDigits(c, true);
            case DIGITS -> digit ? MORE : afterDigits(c, true);
            case POINT -> digit ? to(State.FRACTION) : error();
            case FRACTION -> digit ? MORE : afterDigits(c, false);
            case EXPONENT -> c == '+' || c == '-' ? to(State.EXPONENT_SIGN) : exponentDigit(digit);
            case EXPONENT_SIGN -> exponentDigit(digit);
            default -> digit ? MORE : end(NUMBER);
        };
    }

    private int afterDigits(int c, boolean mayHavePoint) {
        if (c == '.' && mayHavePoint) {
            return to(State.POINT);
        }
        return c == 'e' || c == 'E' ? to(State.EXPONENT) : end(NUMBER);
    }

    private int exponentDigit(boolean digit) {
        return digit ? to(State.EXPONENT_DIGITS) : error();
    }

    private int to(State next) {
        state = next;
        return MORE;
    }

    private int end(int token) {
        state = State.START;
        return token;
    }

    private int error() {
        state = State.RECOVERY;
        return ERROR;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
