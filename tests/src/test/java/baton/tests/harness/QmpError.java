package baton.tests.harness;

/** A command was answered with an error. */
public final class QmpError extends Exception {
    private static final long serialVersionUID = 1;

    private final String errorClass;

    QmpError(String errorClass, String desc) {
        super(desc);
        this.errorClass = errorClass;
    }

    /** GenericError and so on; {@link #getMessage} is the description. */
    public String errorClass() {
        return errorClass;
    }
}
