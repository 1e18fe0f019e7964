package baton.machine.smbios;

/**
 * The machine that tables tell of.
 *
 * @param product its product name
 * @param version its type's name with version
 * @param uuid in text form; null for all zeros
 * @param cpus processors
 * @param cores cores in a package
 * @param threads threads in a core
 * @param below4g bytes of RAM from address 0
 * @param above4g bytes of RAM from address 4 GiB
 */
public record SmbiosMachine(
        String product, String version, String uuid, int cpus, int cores, int threads, long below4g, long above4g) {
    /** Packages that have a processor. */
    int sockets() {
        int each = cores * threads;
        return (cpus + each - 1) / each;
    }
}
