package baton.cli.qmp;

/** The other side answered with an error. */
public final class QmpRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final String errorClass;

    QmpRefused(String text) {
        this("GenericError", text);
    }

    QmpRefused(String errorClass, String text) {
        super(text, null, false, false);
        this.errorClass = errorClass;
    }

    /** Class of the error: {@code GenericError}, {@code CommandNotFound}, and so on. */
    public String errorClass() {
        return errorClass;
    }
}
