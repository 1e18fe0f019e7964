package baton.cli.options;

/**
 * {@code -overcommit}.
 *
 * @param lock which memory is locked
 */
public record OvercommitOptions(MemLock lock) {
    /** Which memory is locked. */
    public enum MemLock {
        /** None. */
        OFF,
        /** All, at once. */
        ON,
        /** Each page when it is first touched. */
        ON_FAULT
    }
}
