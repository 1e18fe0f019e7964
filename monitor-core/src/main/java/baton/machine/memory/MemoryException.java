package baton.machine.memory;

/** Guest RAM that cannot be had as asked for. The text is QEMU's where QEMU has one. */
public final class MemoryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one with a cause. */
    public MemoryException(String text, Throwable cause) {
        super(text, cause);
    }

    /** Makes one without a cause. */
    public MemoryException(String text) {
        super(text);
    }
}
