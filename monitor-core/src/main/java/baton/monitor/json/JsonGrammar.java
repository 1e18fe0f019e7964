package baton.monitor.json;

import java.util.BitSet;

/** Checks the order of tokens of one value and keeps the first thing wrong with it, in QEMU's words. */
final class JsonGrammar {
    private enum Next {
        VALUE,
        VALUE_OR_END,
        KEY_OR_END,
        KEY,
        COLON,
        SEPARATOR_OR_END
    }

    private final BitSet isObject = new BitSet();
    private Next next = Next.VALUE;
    private int depth;
    private int braces;
    private int brackets;
    private String wrong;

    /** Forgets everything: a new value begins. */
    void reset() {
        isObject.clear();
        next = Next.VALUE;
        depth = 0;
        braces = 0;
        brackets = 0;
        wrong = null;
    }

    /** How many objects and lists are open. */
    int depth() {
        return Math.max(braces, 0) + Math.max(brackets, 0);
    }

    /** Whether the value is complete, or so wrong that no more tokens belong to it. */
    boolean complete() {
        return braces < 0 || brackets < 0 || braces == 0 && brackets == 0;
    }

    /** What is wrong with the tokens so far; null when nothing is. */
    String wrong() {
        return wrong;
    }

    /** Finds something wrong with a token itself. */
    void refuse(String why) {
        expect(false, why);
    }

    /** Takes one of {@code {}[]:,}. */
    void structure(int c) {
        switch (c) {
            case '{' -> open(true);
            case '[' -> open(false);
            case '}' -> {
                braces--;
                close(true);
            }
            case ']' -> {
                brackets--;
                close(false);
            }
            case ':' -> separator(Next.COLON, Next.VALUE);
            default -> separator(Next.SEPARATOR_OR_END, inObject() ? Next.KEY : Next.VALUE);
        }
    }

    /** Takes a string, number or word. */
    void scalar(boolean string) {
        if (next == Next.KEY || next == Next.KEY_OR_END) {
            expect(string, "key is not a string in object");
            next = Next.COLON;
        } else {
            value();
        }
    }

    private void open(boolean object) {
        if (next == Next.KEY || next == Next.KEY_OR_END) {
            expect(false, "key is not a string in object");
        } else {
            value();
        }
        if (depth < JsonLimits.MAX_DEPTH) {
            isObject.set(depth, object);
        }
        depth++;
        braces += object ? 1 : 0;
        brackets += object ? 0 : 1;
        next = object ? Next.KEY_OR_END : Next.VALUE_OR_END;
    }

    private void close(boolean object) {
        boolean fits = depth > 0
                && inObject() == object
                && (next == Next.SEPARATOR_OR_END || next == (object ? Next.KEY_OR_END : Next.VALUE_OR_END));
        if (!fits) {
            complain();
        }
        depth = Math.max(depth - 1, 0);
        next = Next.SEPARATOR_OR_END;
    }

    private void separator(Next where, Next then) {
        if (next != where || depth == 0) {
            complain();
        }
        next = then;
    }

    private void value() {
        if (next != Next.VALUE && next != Next.VALUE_OR_END) {
            complain();
        }
        next = Next.SEPARATOR_OR_END;
    }

    private void complain() {
        switch (next) {
            case COLON -> expect(false, "missing : in object pair");
            case SEPARATOR_OR_END -> expect(
                    false,
                    depth == 0
                            ? "expecting value"
                            : inObject() ? "expected separator in dict" : "expected separator in list");
            default -> expect(false, "expecting value");
        }
    }

    private boolean inObject() {
        return depth > 0 && isObject.get(depth - 1);
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds && wrong == null) {
            wrong = "JSON parse error, " + otherwise;
        }
    }
}
