package baton.cli.options;

import java.util.List;
import java.util.Map;

/** {@code -m} (repetitions merge) and what else decides how big guest RAM is and where. */
final class MemoryParser {
    private static final long ROUND = 8192;

    private final TextArguments given = TextArguments.empty("");
    private String path;
    private boolean preallocate;

    void memory(String text, String where) throws OptionException {
        TextArguments one = TextArguments.parse(where, text, "size");
        one.allow("size", "slots", "maxmem");
        one.size("size", 0);
        one.size("maxmem", 0);
        String slots = one.string("slots", "0");
        if (Values.number(slots) == null) {
            throw one.error("Parameter 'slots' expects a number");
        }
        for (int i = 0; i < one.keys().size(); i++) {
            given.set(one.keys().get(i), one.valueAt(i));
        }
    }

    void path(String file) {
        path = file;
    }

    void preallocate() {
        preallocate = true;
    }

    /** Settles sizes, given the machine's properties and the objects. */
    MemoryOptions finish(MachineParser machine, List<ObjectOptions> objects) throws OptionException {
        Map<String, Object> properties = machine.memory();
        for (String key : properties.keySet()) {
            if (!key.equals("size") && !key.equals("max-size") && !key.equals("slots")) {
                throw new OptionException("Parameter 'memory." + key + "' is unexpected");
            }
        }
        String backend = machine.memoryBackend();
        if (backend != null && path != null) {
            throw new OptionException("'-mem-path' can't be used together with'-machine memory-backend'");
        }
        long size = bytes("size", legacy(given.string("size", null)), properties);
        if (backend != null) {
            size = backendSize(backend, size, objects);
        } else if (size == 0 && machine.type() != MachineType.NONE) {
            size = MemoryOptions.DEFAULT_SIZE;
        }
        size = backend == null ? (size + ROUND - 1) / ROUND * ROUND : size;
        long max = bytes("max-size", given.string("maxmem", null), properties);
        int slots = slots(properties);
        checkMax(size, max, slots);
        return new MemoryOptions(size, slots, max == 0 ? size : max, backend, path, preallocate, machine.auxRamShare());
    }

    /** A plain number means MiB here, in every base: {@code 0x40} becomes nonsense, as in QEMU. */
    private static String legacy(String size) {
        boolean plain = size != null
                && !size.isEmpty()
                && size.charAt(size.length() - 1) >= '0'
                && size.charAt(size.length() - 1) <= '9';
        return plain ? size + "M" : size;
    }

    private static long bytes(String key, String option, Map<String, Object> properties) throws OptionException {
        Object text = option == null ? properties.get(key) : option;
        if (text == null) {
            return 0;
        }
        SizeParser size = SizeParser.of(String.valueOf(text));
        if (size.error() != 0) {
            throw new OptionException("Parameter 'memory." + key + "' expects size");
        }
        if (size.value() < 0 || size.value() > Long.MAX_VALUE - ROUND) {
            throw new OptionException("ram size too large");
        }
        return size.value();
    }

    private int slots(Map<String, Object> properties) throws OptionException {
        String text = given.string("slots", null);
        Object value = text == null ? properties.getOrDefault("slots", "0") : text;
        Long slots = Values.number(String.valueOf(value), 0, Integer.MAX_VALUE);
        if (slots == null) {
            throw new OptionException("Parameter 'memory.slots' expects uint64");
        }
        return slots.intValue();
    }

    private static long backendSize(String id, long size, List<ObjectOptions> objects) throws OptionException {
        for (ObjectOptions object : objects) {
            if (object.id().equals(id) && object instanceof MemoryBackendOptions backend) {
                if (size != 0 && size != backend.size()) {
                    throw new OptionException("Machine memory size does not match the size of the memory backend");
                }
                return backend.size();
            }
        }
        throw new OptionException("Memory backend '" + id + "' not found");
    }

    private static void checkMax(long size, long max, int slots) throws OptionException {
        String start = "invalid value of maxmem: ";
        if (max == 0 && slots > 0) {
            throw new OptionException("slots specified but no max-size");
        }
        if (max != 0 && max < size) {
            throw new OptionException(start + "maximum memory size (0x" + Long.toHexString(max)
                    + ") must be at least the initial memory size (0x" + Long.toHexString(size) + ")");
        }
        if (slots > 0 && max == size) {
            throw new OptionException(start + "memory slots were specified but maximum memory size (0x"
                    + Long.toHexString(max) + ") is equal to the initial memory size (0x" + Long.toHexString(size)
                    + ")");
        }
    }
}
