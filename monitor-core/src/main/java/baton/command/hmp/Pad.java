package baton.command.hmp;

/** Text of a fixed width: String.format costs too much at start-up. */
final class Pad {
    private Pad() {}

    /** At the right edge. */
    static String left(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }

    /** At the left edge. */
    static String right(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
