package baton.cli.help;

/** {@code -object help} and {@code -object TYPE,help}. */
final class ObjectHelp {
    private static final String[] TYPES = {
        "iothread",
        "memory-backend-file",
        "memory-backend-memfd",
        "memory-backend-ram",
        "memory-backend-shm",
        "rng-builtin",
        "rng-random",
        "secret"
    };

    private ObjectHelp() {}

    static String list() {
        return "List of user creatable objects:\n  " + String.join("\n  ", TYPES) + "\n";
    }

    static String properties(String type) {
        if (type.startsWith("memory-backend-")) {
            return memory(type);
        }
        if (type.equals("rng-random")) {
            return new PropertyList(type).add("filename=<string>", "").toString();
        }
        if (type.equals("rng-builtin")) {
            return "There are no options for rng-builtin.\n";
        }
        if (type.equals("iothread")) {
            return ioThread();
        }
        return new PropertyList(type)
                .add("data=<string>", "")
                .add("file=<string>", "")
                .add("format=<QCryptoSecretFormat>", "")
                .add("iv=<string>", "")
                .add("keyid=<string>", "")
                .toString();
    }

    private static String ioThread() {
        return new PropertyList("iothread")
                .add("aio-max-batch=<int>", "")
                .add("poll-grow=<int>", "")
                .add("poll-max-ns=<int>", "")
                .add("poll-shrink=<int>", "")
                .add("thread-pool-max=<int>", "")
                .add("thread-pool-min=<int>", "")
                .toString();
    }

    private static String memory(String type) {
        boolean file = type.endsWith("-file");
        boolean memfd = type.endsWith("-memfd");
        PropertyList list = new PropertyList(type);
        if (file) {
            list.add("align=<int>", "").add("discard-data=<bool>", "");
        }
        list.add("dump=<bool>", "Set to 'off' to exclude from core dump");
        list.add("host-nodes=<int>", "Binds memory to the list of NUMA host nodes");
        if (memfd) {
            list.add("hugetlb=<bool>", "Use huge pages").add("hugetlbsize=<int>", "Huge pages size (ex: 2M, 1G)");
        }
        if (file) {
            list.add("mem-path=<string>", "");
        }
        list.add("merge=<bool>", "Mark memory as mergeable");
        if (file) {
            list.add("offset=<int>", "Offset into the target file (ex: 1G)");
        }
        list.add("policy=<HostMemPolicy>", "Set the NUMA policy");
        list.add(
                "prealloc-context=<link<thread-context>>", "Context to use for creating CPU threads for preallocation");
        list.add("prealloc-threads=<int>", "Number of CPU threads to use for prealloc");
        list.add("prealloc=<bool>", "Preallocate memory");
        if (file) {
            list.add("readonly=<bool>", "");
        }
        list.add("reserve=<bool>", "Reserve swap space (or huge pages) if applicable");
        if (file) {
            list.add("rom=<OnOffAuto>", "Whether to create Read Only Memory (ROM)");
        }
        if (memfd) {
            list.add("seal=<bool>", "Seal growing & shrinking");
        }
        list.add("share=<bool>", "Mark the memory as private to QEMU or shared");
        list.add("size=<int>", "Size of the memory region (ex: 500M)");
        return list.add("x-use-canonical-path-for-ramblock-id=<bool>", "").toString();
    }
}
