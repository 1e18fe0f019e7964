package baton.monitor;

/**
 * A monitor command was refused: QMP answers with an error object, HMP prints {@code Error: TEXT}. Has no stack trace:
 * it is an answer, not a fault.
 */
public final class QmpException extends Exception {
    private static final long serialVersionUID = 1;

    private final ErrorClass errorClass;

    /** @param text QEMU's text where QEMU has one; no newline at its end */
    public QmpException(ErrorClass errorClass, String text) {
        super(text, null, false, false);
        this.errorClass = errorClass;
    }

    /** The usual class. */
    public static QmpException generic(String text) {
        return new QmpException(ErrorClass.GENERIC, text);
    }

    /** The class the client sees. */
    public ErrorClass errorClass() {
        return errorClass;
    }
}
