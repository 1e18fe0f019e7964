package baton.machine.memory;

/**
 * One memory-backend object as {@code -object} or {@code object-add} describes it; QEMU's property names and defaults.
 *
 * @param kind class of the object
 * @param id the object's id, and its RAM block's name on the wire
 * @param size bytes, more than 0
 * @param share mapped MAP_SHARED
 * @param memPath memory-backend-file: file, or directory for an unnamed one; null otherwise
 * @param align memory-backend-file: alignment of the mapping in bytes, 0 for the default
 * @param offset memory-backend-file: where in the file the memory begins
 * @param readonly memory-backend-file: open the file read-only
 * @param discardData memory-backend-file: drop the file's pages at exit
 * @param prealloc touch every page before the guest starts
 * @param reserve reserve swap space
 * @param merge let the host merge equal pages
 * @param dump include in core dumps
 * @param hugetlb memory-backend-memfd: huge pages
 * @param hugetlbsize memory-backend-memfd: their size, 0 for the default
 * @param seal memory-backend-memfd: seal against resizing
 */
public record MemoryBackendConfig(
        Kind kind,
        String id,
        long size,
        boolean share,
        String memPath,
        long align,
        long offset,
        boolean readonly,
        boolean discardData,
        boolean prealloc,
        boolean reserve,
        boolean merge,
        boolean dump,
        boolean hugetlb,
        long hugetlbsize,
        boolean seal) {

    /** The classes of memory backend. */
    public enum Kind {
        /** Anonymous memory. */
        RAM("memory-backend-ram"),
        /** A file somebody else can open again. */
        FILE("memory-backend-file"),
        /** An unnamed file that travels by descriptor. */
        MEMFD("memory-backend-memfd"),
        /** POSIX shared memory, unlinked at once. */
        SHM("memory-backend-shm");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** QOM type name. */
        public String typeName() {
            return type;
        }
    }

    /** The same, with other wishes for what the host does with it. */
    MemoryBackendConfig with(boolean preallocated, boolean merged, boolean dumped) {
        return new MemoryBackendConfig(
                kind,
                id,
                size,
                share,
                memPath,
                align,
                offset,
                readonly,
                discardData,
                preallocated,
                reserve,
                merged,
                dumped,
                hugetlb,
                hugetlbsize,
                seal);
    }

    /** Whether its file is a descriptor that somebody gave this process ({@code mem-path=/dev/fdset/2}). */
    boolean fromFdSet() {
        return memPath != null && memPath.startsWith("/dev/fdset/");
    }

    /** Anonymous, private memory: what {@code -m} makes when no backend is named. */
    public static MemoryBackendConfig plain(String id, long size) {
        return new MemoryBackendConfig(
                Kind.RAM, id, size, false, null, 0, 0, false, false, false, true, true, true, false, 0, false);
    }

    /** A memfd mapped shared: auxiliary RAM under {@code aux-ram-share=on}. */
    public static MemoryBackendConfig auxiliary(String id, long size) {
        return new MemoryBackendConfig(
                Kind.MEMFD, id, size, true, null, 0, 0, false, false, false, true, true, true, false, 0, false);
    }
}
