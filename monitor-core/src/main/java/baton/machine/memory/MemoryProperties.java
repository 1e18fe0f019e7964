package baton.machine.memory;

import java.util.List;
import java.util.Map;

/** Properties of a {@code memory-backend-*} object by QEMU's names, with its defaults and checks. Any thread. */
public final class MemoryProperties {
    private final String type;
    private final Map<String, ?> given;

    /** @param given String, Boolean, Long (sizes as unsigned bit patterns) and List by name, of the right type each */
    public MemoryProperties(String type, Map<String, ?> given) {
        this.type = type;
        this.given = given;
    }

    /** The class of backend with that QOM name, or null. */
    public static MemoryBackendConfig.Kind kind(String type) {
        for (MemoryBackendConfig.Kind kind : MemoryBackendConfig.Kind.values()) {
            if (kind.typeName().equals(type)) {
                return kind;
            }
        }
        return null;
    }

    /**
     * The object they describe.
     *
     * @throws MemoryException with QEMU's text, or saying which property this build does not have
     */
    public MemoryBackendConfig read(String id) throws MemoryException {
        MemoryBackendConfig.Kind kind = kind(type);
        boolean memfd = kind == MemoryBackendConfig.Kind.MEMFD;
        boolean shm = kind == MemoryBackendConfig.Kind.SHM;
        checkCommon(id);
        boolean share = flag("share", memfd || shm);
        if (shm && !share) {
            throw new MemoryException("can't create shm backend with `share=off`");
        }
        return new MemoryBackendConfig(
                kind,
                id,
                number("size", 0),
                share,
                (String) given.get("mem-path"),
                number("align", 0),
                number("offset", 0),
                flag("readonly", false),
                flag("discard-data", false),
                flag("prealloc", false),
                flag("reserve", true),
                flag("merge", true),
                flag("dump", true),
                flag("hugetlb", false),
                number("hugetlbsize", 0),
                flag("seal", memfd));
    }

    private void checkCommon(String id) throws MemoryException {
        if (number("size", 0) == 0) {
            throw new MemoryException("property 'size' of " + type + " doesn't take value '0'");
        }
        if (number("size", 0) < 0) {
            throw new MemoryException("cannot set up guest memory '" + id + "': Cannot allocate memory");
        }
        if (number("prealloc-threads", 1) == 0) {
            throw new MemoryException("property 'prealloc-threads' of " + type + " doesn't take value '0'");
        }
        if (flag("prealloc", false) && !flag("reserve", true)) {
            throw new MemoryException("'prealloc=on' and 'reserve=off' are incompatible");
        }
        checkNuma();
        refuse(flag("x-use-canonical-path-for-ramblock-id", false), "x-use-canonical-path-for-ramblock-id");
        refuse(flag("pmem", false), "pmem");
        refuse("on".equals(given.get("rom")), "rom");
        refuse(given.get("prealloc-context") instanceof String context && !context.isEmpty(), "prealloc-context");
    }

    private void checkNuma() throws MemoryException {
        Object policy = given.get("policy");
        boolean nodes = given.get("host-nodes") instanceof List<?> list && !list.isEmpty();
        boolean standard = policy == null || policy.equals("default");
        if (standard && nodes) {
            throw new MemoryException("host-nodes must be empty for policy default,"
                    + " or you should explicitly specify a policy other than default");
        }
        if (!standard && !nodes) {
            throw new MemoryException("host-nodes must be set for policy " + policy);
        }
        refuse(!standard, "policy");
    }

    private static void refuse(boolean asked, String property) throws MemoryException {
        if (asked) {
            throw new MemoryException(
                    "Property '" + property + "' is not supported by this build of Baton; leave it at its default");
        }
    }

    private boolean flag(String name, boolean otherwise) {
        Object value = given.get(name);
        return value == null ? otherwise : (Boolean) value;
    }

    private long number(String name, long otherwise) {
        Object value = given.get(name);
        return value == null ? otherwise : (Long) value;
    }
}
