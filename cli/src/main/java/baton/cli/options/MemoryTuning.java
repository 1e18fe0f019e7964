package baton.cli.options;

import java.util.List;

/**
 * How the kernel treats a backend's memory.
 *
 * @param dump whether in a core dump
 * @param merge whether equal pages may be merged
 * @param prealloc whether populated at start
 * @param preallocThreads threads that populate it; 0 for one per vCPU
 * @param reserve whether swap is reserved
 * @param policy NUMA policy: {@code default preferred bind interleave}
 * @param hostNodes NUMA nodes it binds to
 * @param canonicalPathId whether the RAM block is named by the object's path
 */
public record MemoryTuning(
        boolean dump,
        boolean merge,
        boolean prealloc,
        int preallocThreads,
        boolean reserve,
        String policy,
        List<Integer> hostNodes,
        boolean canonicalPathId) {
    /** Copies the list. */
    public MemoryTuning {
        hostNodes = List.copyOf(hostNodes);
        if (prealloc && !reserve) {
            throw new IllegalArgumentException("prealloc without reserve");
        }
    }
}
