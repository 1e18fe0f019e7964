package baton.monitor.json;

/** The text is not JSON; the message says why in QEMU's words. Has no stack trace: it is an answer to a client. */
public final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    JsonSyntaxException(String text) {
        super(text, null, false, false);
    }
}
