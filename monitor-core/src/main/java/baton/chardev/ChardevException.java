package baton.chardev;

import java.io.IOException;

/** A chardev that could not be made or used; the message is QEMU's whole text. */
public final class ChardevException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Makes one without a cause. */
    public ChardevException(String message) {
        super(message);
    }

    /** Makes one whose cause explains it. */
    public ChardevException(String message, Throwable cause) {
        super(message, cause);
    }
}
