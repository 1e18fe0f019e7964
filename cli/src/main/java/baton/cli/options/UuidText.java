package baton.cli.options;

/** UUIDs as people write them. */
final class UuidText {
    private static final int LENGTH = 36;

    private UuidText() {}

    /** In lower case; null if it is none. */
    static String parse(String text) {
        boolean good = text.length() == LENGTH;
        StringBuilder lower = new StringBuilder(LENGTH);
        for (int i = 0; good && i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            good = dash ? c == '-' : c < 128 && Character.digit(c, 16) >= 0;
            lower.append(Character.toLowerCase(c));
        }
        return good ? lower.toString() : null;
    }
}
