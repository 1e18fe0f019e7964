package baton.migration.params;

/** The migration capabilities of QEMU 10.2, in QAPI order; all off in a new process. */
public enum Capability {
    /** Pages sent again as differences. */
    XBZRLE("xbzrle", Support.YES),
    /** RDMA only, so without effect. */
    RDMA_PIN_ALL("rdma-pin-all", Support.HARMLESS),
    /** Slows a guest down that writes to RAM too fast. */
    AUTO_CONVERGE("auto-converge", Support.YES),
    /** Deprecated, without effect. */
    ZERO_BLOCKS("zero-blocks", Support.HARMLESS),
    /** Send MIGRATION and MIGRATION_PASS events. */
    EVENTS("events", Support.YES),
    /** Run there before RAM has arrived; refused when the migration starts. */
    POSTCOPY_RAM("postcopy-ram", Support.AT_START),
    /** Coarse-grained lock stepping; not in this build. */
    X_COLO("x-colo", Support.NONE),
    /** Free RAM as it is sent; not in this build. */
    RELEASE_RAM("release-ram", Support.NONE),
    /** The destination answers. */
    RETURN_PATH("return-path", Support.YES),
    /** Wait for migrate-continue before the device state is saved. */
    PAUSE_BEFORE_SWITCHOVER("pause-before-switchover", Support.YES),
    /** Pages over several channels. */
    MULTIFD("multifd", Support.YES),
    /** Dirty bitmaps of disks; refused when the migration starts. */
    DIRTY_BITMAPS("dirty-bitmaps", Support.AT_START),
    /** Statistics of postcopy, so without effect. */
    POSTCOPY_BLOCKTIME("postcopy-blocktime", Support.HARMLESS),
    /** Activate disks late; there are none. */
    LATE_BLOCK_ACTIVATE("late-block-activate", Support.HARMLESS),
    /** Leave shared, named RAM where it is. */
    X_IGNORE_SHARED("x-ignore-shared", Support.YES),
    /** Send the UUID and compare it. */
    VALIDATE_UUID("validate-uuid", Support.YES),
    /** Snapshot of a running guest; refused when the migration starts. */
    BACKGROUND_SNAPSHOT("background-snapshot", Support.AT_START),
    /** MSG_ZEROCOPY; not in this build. */
    ZERO_COPY_SEND("zero-copy-send", Support.NONE),
    /** A second channel for postcopy; not in this build. */
    POSTCOPY_PREEMPT("postcopy-preempt", Support.NONE),
    /** Wait for the destination's word. */
    SWITCHOVER_ACK("switchover-ack", Support.YES),
    /** Dirty rate limit by dirty ring; not in this build. */
    DIRTY_LIMIT("dirty-limit", Support.NONE),
    /** Pages at fixed file offsets. */
    MAPPED_RAM("mapped-ram", Support.YES);

    /** What this build does with a capability that is on. */
    enum Support {
        /** Acts on it. */
        YES,
        /** Nothing it would change exists here. */
        HARMLESS,
        /** Lets it be set, and refuses to migrate with it, as QEMU does in the CPR modes. */
        AT_START,
        /** Refuses to set it. */
        NONE
    }

    private final String wire;
    private final Support support;

    Capability(String wire, Support support) {
        this.wire = wire;
        this.support = support;
    }

    /** QEMU's name. */
    public String wireName() {
        return wire;
    }

    /** The capability of that name, or null. */
    public static Capability named(String name) {
        for (Capability c : values()) {
            if (c.wire.equals(name)) {
                return c;
            }
        }
        return null;
    }

    Support support() {
        return support;
    }
}
