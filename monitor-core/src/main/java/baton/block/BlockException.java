package baton.block;

/** A disk that cannot be opened, locked or changed; the text is QEMU's where QEMU has one. */
public final class BlockException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one without a cause. */
    public BlockException(String text) {
        super(text, null, false, false);
    }

    /** Makes one with its cause. */
    public BlockException(String text, Throwable cause) {
        super(text, cause);
    }
}
