package baton.machine;

/**
 * Whether and why the guest runs or not: QEMU's RunState with the moves this machine makes. The names go over the wire
 * in QMP and in section {@code globalstate}.
 */
public enum RunState {
    /** Built, never started ({@code -S}). */
    PRELAUNCH("prelaunch"),
    /** Waiting for an incoming migration. */
    INMIGRATE("inmigrate"),
    /** The guest runs. */
    RUNNING("running"),
    /** Stopped by the user. */
    PAUSED("paused"),
    /** Being saved by an outgoing migration. */
    FINISH_MIGRATE("finish-migrate"),
    /** Handed over; running it here again is the user's decision. */
    POSTMIGRATE("postmigrate"),
    /** The guest sleeps (ACPI S3). */
    SUSPENDED("suspended"),
    /** The guest has switched itself off under {@code -no-shutdown}. */
    SHUTDOWN("shutdown"),
    /** KVM could not go on. */
    INTERNAL_ERROR("internal-error"),
    /** A name only other machines have; kept when it comes in a stream. */
    GUEST_PANICKED("guest-panicked"),
    /** As {@link #GUEST_PANICKED}: a disk error stopped the guest. */
    IO_ERROR("io-error"),
    /** As {@link #GUEST_PANICKED}: a watchdog fired. */
    WATCHDOG("watchdog");

    private final String wire;

    RunState(String wire) {
        this.wire = wire;
    }

    /** QEMU's name. */
    public String wireName() {
        return wire;
    }

    /** The state of that name, or null. */
    public static RunState named(String name) {
        for (RunState state : values()) {
            if (state.wire.equals(name)) {
                return state;
            }
        }
        return null;
    }

    /** Whether the move is one that this machine makes. */
    public boolean mayBecome(RunState next) {
        return switch (this) {
            case PRELAUNCH -> next == RUNNING || next == FINISH_MIGRATE || next == SUSPENDED || next == PAUSED;
            case INMIGRATE -> next != FINISH_MIGRATE;
            case RUNNING -> next != PRELAUNCH && next != INMIGRATE && next != POSTMIGRATE;
            case PAUSED -> next == RUNNING
                    || next == FINISH_MIGRATE
                    || next == SUSPENDED
                    || next == POSTMIGRATE
                    || next == PRELAUNCH;
            case FINISH_MIGRATE -> next != INMIGRATE;
            case POSTMIGRATE -> next != INMIGRATE && next != SHUTDOWN;
            case SUSPENDED -> next == RUNNING || next == PAUSED || next == FINISH_MIGRATE || next == PRELAUNCH;
            case SHUTDOWN, INTERNAL_ERROR, GUEST_PANICKED, IO_ERROR, WATCHDOG -> next == PAUSED
                    || next == PRELAUNCH
                    || next == FINISH_MIGRATE
                    || next == RUNNING;
        };
    }

    /** Whether {@code cont} is refused until a reset, as QEMU does for a guest that is beyond running. */
    public boolean needsReset() {
        return this == INTERNAL_ERROR || this == SHUTDOWN;
    }
}
