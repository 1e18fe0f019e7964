package baton.cli.options;

/**
 * Guest RAM: {@code -m}, {@code -mem-path}, {@code -mem-prealloc} and the memory keys of {@code -machine}.
 *
 * @param size bytes, a multiple of 8192; that of the named backend when {@code -m} was not given
 * @param slots hot-plug slots
 * @param maxSize bytes RAM could grow to
 * @param backend id of the {@code -object} that is the RAM; null to make one
 * @param path {@code -mem-path}, file or directory to make RAM in; null for anonymous
 * @param preallocate whether that RAM is populated at start
 * @param auxShare whether RAM of ROMs and devices is shared memory
 */
public record MemoryOptions(
        long size, int slots, long maxSize, String backend, String path, boolean preallocate, boolean auxShare) {
    /** QEMU's RAM size when nobody says. */
    public static final long DEFAULT_SIZE = 128L << 20;

    /** Holds the invariants above. */
    public MemoryOptions {
        if (size < 0 || slots < 0 || maxSize < size || path != null && backend != null) {
            throw new IllegalArgumentException("not a memory configuration");
        }
    }
}
