package baton.cli.client;

/** An argument is neither {@code key=value} nor JSON; the message says which and why. */
final class BadWord extends Exception {
    private static final long serialVersionUID = 1;

    BadWord(String word, String why) {
        super("'" + word + "': " + why, null, false, false);
    }
}
