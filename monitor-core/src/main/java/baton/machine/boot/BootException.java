package baton.machine.boot;

/** A kernel or initrd that cannot be started. The text is QEMU's where it has one. */
public final class BootException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean bare;

    private BootException(String text, boolean bare, Throwable cause) {
        super(text, cause);
        this.bare = bare;
    }

    /** One that QEMU reports under the program's name. */
    static BootException reported(String text) {
        return new BootException(text, false, null);
    }

    /** One that QEMU prints as {@code qemu: TEXT}, whatever the program is called. */
    static BootException printed(String text, Throwable cause) {
        return new BootException(text, true, cause);
    }

    /** The line for stderr, for a program of that name. */
    public String line(String program) {
        return (bare ? "qemu" : program) + ": " + getMessage();
    }
}
