package baton.cli.options;

/**
 * {@code -smp}, completed: {@code sockets * cores * threads == maxCpus >= cpus}.
 *
 * @param cpus vCPUs at start
 * @param maxCpus vCPUs there could be
 * @param sockets packages
 * @param cores cores in a package
 * @param threads threads in a core
 */
public record SmpOptions(int cpus, int maxCpus, int sockets, int cores, int threads) {
    /** Holds the invariant above. */
    public SmpOptions {
        if (cpus < 1 || cpus > maxCpus || (long) sockets * cores * threads != maxCpus) {
            throw new IllegalArgumentException("not a CPU topology");
        }
    }
}
