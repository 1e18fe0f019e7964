package baton.migration.vmstate;

/** A state that cannot be read or saved. The text is QEMU's where QEMU has one, without a trailing newline. */
public final class VmStateException extends Exception {
    private static final long serialVersionUID = 1L;

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

    /** Makes one with a cause. */
    public VmStateException(Reason reason, String text, Throwable cause) {
        super(text, cause);
        this.reason = reason;
    }

    /** Makes one without a cause. */
    public VmStateException(Reason reason, String text) {
        this(reason, text, null);
    }

    /** The state contradicts itself. */
    public static VmStateException corrupt(String text) {
        return new VmStateException(Reason.CORRUPT, text);
    }

    /** What kind of refusal this is. */
    public Reason reason() {
        return reason;
    }
}
