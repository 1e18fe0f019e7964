package baton.cli.options;

/**
 * {@code -overcommit}.
 *
 * @param lock which memory is locked
 * @param cpuPm whether the guest may put host CPUs to sleep
 */
public record OvercommitOptions(MemLock lock, boolean cpuPm) {
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
