package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/** The properties of {@code -object memory-backend-...}. */
final class MemoryBackendParser {
    private static final int MAX_NODES = 128;

    private MemoryBackendParser() {}

    /** Reads and checks all properties of one backend. */
    static MemoryBackendOptions backend(String type, Arguments a) throws OptionException {
        String id = Values.requireIdentifier(a.where(), a.require("id"));
        MemoryStore store = store(type, a);
        boolean share = a.bool("share", store instanceof MemoryStore.Memfd || store instanceof MemoryStore.Shm);
        MemoryTuning tuning = tuning(a, type);
        if (!a.has("size")) {
            throw a.error("Parameter 'size' is missing");
        }
        long size = a.size("size", 0);
        a.finish();
        if (size == 0) {
            throw new OptionException("property 'size' of " + type + " doesn't take value '0'");
        }
        if (size < 0) {
            throw new OptionException("property 'size' of " + type + " is too large");
        }
        if (store instanceof MemoryStore.Shm && !share) {
            throw new OptionException("can't create shm backend with `share=off`");
        }
        return new MemoryBackendOptions(id, size, share, store, tuning);
    }

    private static MemoryStore store(String type, Arguments a) throws OptionException {
        return switch (type) {
            case "memory-backend-file" -> file(a);
            case "memory-backend-memfd" -> memfd(a);
            case "memory-backend-shm" -> new MemoryStore.Shm();
            default -> new MemoryStore.Anonymous();
        };
    }

    private static MemoryStore memfd(Arguments a) throws OptionException {
        boolean hugetlb = a.bool("hugetlb", false);
        long pageSize = a.size("hugetlbsize", 0);
        if (Long.bitCount(pageSize) > 1) {
            throw new OptionException("Hugepage size must be a power of 2");
        }
        return new MemoryStore.Memfd(hugetlb, pageSize, a.bool("seal", true));
    }

    private static MemoryStore file(Arguments a) throws OptionException {
        String path = a.string("mem-path", null);
        long align = a.size("align", 0);
        long offset = a.size("offset", 0);
        boolean discard = a.bool("discard-data", false);
        boolean readonly = a.bool("readonly", false);
        String rom = a.word("rom", "auto", "auto", "on", "off");
        if (a.bool("pmem", false)) {
            throw OptionException.unsupported(a.where(), "libpmem is not used; leave pmem out");
        }
        if (!a.has("size")) {
            throw a.error("Parameter 'size' is missing");
        }
        if (path == null) {
            throw a.error("Parameter 'mem-path' is missing");
        }
        return new MemoryStore.File(path, align, offset, discard, readonly, Values.onOffAuto(rom));
    }

    private static MemoryTuning tuning(Arguments a, String type) throws OptionException {
        boolean prealloc = a.bool("prealloc", false);
        boolean reserve = a.bool("reserve", true);
        long threads = a.number("prealloc-threads", -1);
        String policy = a.word("policy", "default", "default", "preferred", "bind", "interleave");
        String context = a.string("prealloc-context", "");
        MemoryTuning tuning = new MemoryTuning(
                a.bool("dump", true),
                a.bool("merge", true),
                prealloc && reserve,
                threads < 0 ? 0 : (int) Math.min(threads, 1024),
                reserve,
                policy,
                nodes(a),
                a.bool("x-use-canonical-path-for-ramblock-id", false));
        if (threads == 0) {
            throw new OptionException("property 'prealloc-threads' of " + type + " doesn't take value '0'");
        }
        if (!context.isEmpty()) {
            throw new OptionException("Device '" + context + "' not found");
        }
        if (prealloc && !reserve) {
            throw new OptionException("'prealloc=on' and 'reserve=off' are incompatible");
        }
        return tuning;
    }

    private static List<Integer> nodes(Arguments a) throws OptionException {
        List<Integer> nodes = new ArrayList<>();
        for (int node : a.numbers("host-nodes")) {
            if (node >= MAX_NODES) {
                throw new OptionException("Invalid host-nodes value: " + node);
            }
            nodes.add(node);
        }
        return nodes;
    }
}
