package baton.cli.options;

/** What kind of memory a backend maps. */
public sealed interface MemoryStore {
    /** What follows {@code memory-backend-} in QEMU's type name. */
    String typeSuffix();

    /** Anonymous memory. */
    record Anonymous() implements MemoryStore {
        @Override
        public String typeSuffix() {
            return "ram";
        }
    }

    /** POSIX shared memory, unlinked at once. */
    record Shm() implements MemoryStore {
        @Override
        public String typeSuffix() {
            return "shm";
        }
    }

    /**
     * A memfd.
     *
     * @param hugetlb whether of huge pages
     * @param hugetlbSize their size in bytes; 0 for the kernel's default
     * @param seal whether its size is sealed
     */
    record Memfd(boolean hugetlb, long hugetlbSize, boolean seal) implements MemoryStore {
        @Override
        public String typeSuffix() {
            return "memfd";
        }
    }

    /**
     * A file, block or dax device.
     *
     * @param path file, device or directory to make an unlinked file in
     * @param align bytes the mapping is aligned to; 0 for the page size
     * @param offset bytes into the file
     * @param discardData whether the content is dropped at exit
     * @param readonly whether it is opened for reading only
     * @param rom whether the guest sees it as ROM
     */
    record File(String path, long align, long offset, boolean discardData, boolean readonly, OnOffAuto rom)
            implements MemoryStore {
        @Override
        public String typeSuffix() {
            return "file";
        }
    }
}
