package baton.block;

/** What becomes of a request that failed: QEMU's werror and rerror. */
public enum ErrorPolicy {
    /** The guest is told. */
    REPORT("report"),
    /** The guest is told that it went well. */
    IGNORE("ignore"),
    /** The machine stops, and tries again when it goes on. */
    STOP("stop"),
    /** As {@link #STOP} when there is no space left, else as {@link #REPORT}. */
    ENOSPC("enospc");

    private final String wire;

    ErrorPolicy(String wire) {
        this.wire = wire;
    }

    /** QEMU's word. */
    public String wireName() {
        return wire;
    }

    /** The policy of that name, or null. */
    public static ErrorPolicy named(String name) {
        for (ErrorPolicy policy : values()) {
            if (policy.wire.equals(name)) {
                return policy;
            }
        }
        return null;
    }

    /** What it means for one error. */
    ErrorPolicy decide(boolean noSpace) {
        if (this != ENOSPC) {
            return this;
        }
        return noSpace ? STOP : REPORT;
    }
}
