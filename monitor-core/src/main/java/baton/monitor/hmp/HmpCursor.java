package baton.monitor.hmp;

/** A place in a command line that moves forward. */
final class HmpCursor {
    private final String text;
    private int at;

    HmpCursor(String text) {
        this.text = text;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    int position() {
        return at;
    }

    void position(int where) {
        at = where;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The character here; NUL at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    void next() {
        at++;
    }

    boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    HmpCursor skipSpace() {
        while (!atEnd() && isSpace(peek())) {
            at++;
        }
        return this;
    }

    /** Everything up to the end. */
    String rest() {
        String rest = text.substring(Math.min(at, text.length()));
        at = text.length();
        return rest;
    }

    /** What lies between an earlier position and here. */
    String since(int from) {
        return text.substring(from, Math.min(at, text.length()));
    }

    /** Up to a blank or, if {@code slashEnds}, a slash. */
    String word(boolean slashEnds) {
        int from = at;
        while (!atEnd() && !isSpace(peek()) && !(slashEnds && peek() == '/')) {
            at++;
        }
        return since(from);
    }

    /**
     * A word, or a text in double quotes with escapes; null when there is none.
     *
     * @throws HmpSyntaxException when the quotes do not end or an escape is unknown
     */
    String string() throws HmpSyntaxException {
        skipSpace();
        if (atEnd()) {
            return null;
        }
        return take('"') ? quoted() : word(false);
    }

    private String quoted() throws HmpSyntaxException {
        StringBuilder out = new StringBuilder();
        while (!take('"')) {
            if (atEnd()) {
                throw new HmpSyntaxException("unterminated string");
            }
            out.append(take('\\') ? escaped() : peek());
            next();
        }
        return out.toString();
    }

    private char escaped() throws HmpSyntaxException {
        return switch (peek()) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case '\\', '\'', '"' -> peek();
            default -> throw new HmpSyntaxException(
                    atEnd() ? "unterminated string" : "unsupported escape code: '\\" + peek() + "'");
        };
    }
}
