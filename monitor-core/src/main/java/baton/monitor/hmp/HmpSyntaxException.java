package baton.monitor.hmp;

/** A command line does not fit its command; the message says why in QEMU's words. Has no stack trace. */
final class HmpSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    HmpSyntaxException(String text) {
        super(text, null, false, false);
    }
}
