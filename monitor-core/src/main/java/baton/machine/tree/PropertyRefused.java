package baton.machine.tree;

/** A property does not take a value. The message is QEMU's. */
public final class PropertyRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public PropertyRefused(String message) {
        super(message, null, false, false);
    }
}
