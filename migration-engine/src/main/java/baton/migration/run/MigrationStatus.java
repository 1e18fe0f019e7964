package baton.migration.run;

/** QAPI's MigrationStatus, and which one may follow which. Those of postcopy and COLO are never reached. */
public enum MigrationStatus {
    /** Never migrated. */
    NONE("none"),
    /** Under way; no data yet. */
    SETUP("setup"),
    /** Being cancelled. */
    CANCELLING("cancelling"),
    /** Cancelled; the guest is as before. */
    CANCELLED("cancelled"),
    /** RAM is on its way. */
    ACTIVE("active"),
    /** Not in this build. */
    POSTCOPY_DEVICE("postcopy-device"),
    /** Not in this build. */
    POSTCOPY_ACTIVE("postcopy-active"),
    /** Not in this build. */
    POSTCOPY_PAUSED("postcopy-paused"),
    /** Not in this build. */
    POSTCOPY_RECOVER_SETUP("postcopy-recover-setup"),
    /** Not in this build. */
    POSTCOPY_RECOVER("postcopy-recover"),
    /** Done. */
    COMPLETED("completed"),
    /** Did not work; the reason is in error-desc. */
    FAILED("failed"),
    /** Not in this build. */
    COLO("colo"),
    /** RAM is sent; waits for migrate-continue. */
    PRE_SWITCHOVER("pre-switchover"),
    /** Device state is on its way. */
    DEVICE("device"),
    /** Not in this build. */
    WAIT_UNPLUG("wait-unplug");

    private final String wire;

    MigrationStatus(String wire) {
        this.wire = wire;
    }

    /** QEMU's name. */
    public String wireName() {
        return wire;
    }

    /** The status of that name, or null. */
    public static MigrationStatus named(String name) {
        for (MigrationStatus status : values()) {
            if (status.wire.equals(name)) {
                return status;
            }
        }
        return null;
    }

    /** Whether a migration is going on. */
    public boolean running() {
        return switch (this) {
            case SETUP, ACTIVE, PRE_SWITCHOVER, DEVICE, CANCELLING -> true;
            default -> false;
        };
    }

    /** Whether {@code next} may come directly after this one, on either side. */
    public boolean mayBecome(MigrationStatus next) {
        return switch (this) {
            case NONE, FAILED, CANCELLED -> next == SETUP;
            case SETUP -> next == ACTIVE || stops(next);
                // A destination has no DEVICE: it is ACTIVE to the end.
            case ACTIVE -> next == PRE_SWITCHOVER || next == DEVICE || next == COMPLETED || stops(next);
            case PRE_SWITCHOVER -> next == DEVICE || stops(next);
            case DEVICE -> next == COMPLETED || stops(next);
            case CANCELLING -> next == CANCELLED;
                // The last step of a mode (exec) comes after completion and may still fail.
            case COMPLETED -> next == FAILED || next == SETUP;
            default -> false;
        };
    }

    private static boolean stops(MigrationStatus next) {
        return next == FAILED || next == CANCELLING;
    }
}
