package baton.migration.vmstate;

/** A state that cannot be read or saved. The text is QEMU's where QEMU has one, without a trailing newline. */
public final class VmStateException extends Exception {
    private static final long serialVersionUID = 1L;

    /** No such file or directory: QEMU's number for an unknown subsection. */
    public static final int ENOENT = 2;
    /** Input/output error: the stream ended or failed. */
    public static final int EIO = 5;
    /** Invalid argument: QEMU's number for most refusals. */
    public static final int EINVAL = 22;
    /** Operation not supported. */
    public static final int ENOTSUP = 95;

    /** Why a state was refused. */
    public enum Reason {
        /** The bytes contradict themselves or their section. */
        CORRUPT,
        /** The section's version is below what this build reads. */
        TOO_OLD,
        /** The section's version is above what this build knows. */
        TOO_NEW,
        /** A section or subsection nobody here owns. */
        UNKNOWN_SECTION,
        /** Well formed, but made for another machine: size, name, capability. */
        MISMATCH,
        /** The channel, KVM or the host failed. */
        IO
    }

    private final Reason reason;
    private final int errno;

    /** Makes one with a cause. */
    public VmStateException(Reason reason, String text, Throwable cause) {
        this(reason, reason == Reason.IO ? EIO : EINVAL, text, cause);
    }

    /** Makes one without a cause. */
    public VmStateException(Reason reason, String text) {
        this(reason, text, null);
    }

    /** Makes one with the error number QEMU fails with; the cause may be null. */
    public VmStateException(Reason reason, int errno, String text, Throwable cause) {
        super(text, cause);
        this.reason = reason;
        this.errno = errno;
    }

    /** The state contradicts itself. */
    public static VmStateException corrupt(String text) {
        return new VmStateException(Reason.CORRUPT, text);
    }

    /** The same refusal with {@code context} in front of its text: where it happened. This one becomes the cause. */
    public VmStateException within(String context) {
        return new VmStateException(reason, errno, context + getMessage(), this);
    }

    /** What kind of refusal this is. */
    public Reason reason() {
        return reason;
    }

    /** The positive error number that QEMU's texts show, such as 22 in {@code ret: -22}. */
    public int errno() {
        return errno;
    }
}
