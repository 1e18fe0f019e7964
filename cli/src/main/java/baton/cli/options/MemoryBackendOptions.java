package baton.cli.options;

/**
 * {@code -object memory-backend-...}.
 *
 * @param id unique among objects; also the RAM block's name
 * @param size bytes, not 0
 * @param share whether the memory is mapped MAP_SHARED
 * @param store where the bytes are
 * @param tuning how the kernel treats them
 */
public record MemoryBackendOptions(String id, long size, boolean share, MemoryStore store, MemoryTuning tuning)
        implements ObjectOptions {
    /** Holds the invariants above. */
    public MemoryBackendOptions {
        if (size <= 0 || store instanceof MemoryStore.Shm && !share) {
            throw new IllegalArgumentException("not a memory backend");
        }
    }

    @Override
    public String typeName() {
        return "memory-backend-" + store.typeSuffix();
    }
}
