package baton.cli.update;

/** A QMP command was answered with an error; the message is its description. */
final class QmpRefused extends Exception {
    private static final long serialVersionUID = 1L;

    QmpRefused(String description) {
        super(description);
    }
}
