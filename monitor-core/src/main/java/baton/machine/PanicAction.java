package baton.machine;

/** What {@code -action panic=} has a machine do when its guest has panicked. */
public enum PanicAction {
    /** It stands still. */
    PAUSE,
    /** It is shut down, unless shutting down is to pause it. */
    SHUTDOWN,
    /** It is shut down, and the process ends with status 1. */
    EXIT_FAILURE,
    /** It goes on. */
    NONE
}
