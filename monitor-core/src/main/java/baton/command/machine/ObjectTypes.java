package baton.command.machine;

import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;

/** QAPI types of {@code object-add}. */
public final class ObjectTypes {
    /** How memory is spread over NUMA nodes. */
    public static final EnumType NUMA_POLICY =
            EnumType.of("HostMemPolicy", "default", "preferred", "bind", "interleave");

    private static final ObjectType MEMORY = ObjectType.named("MemoryBackendProperties")
            .optional("dump", Builtin.BOOL)
            .optional("host-nodes", ArrayType.of(Builtin.UINT16))
            .optional("merge", Builtin.BOOL)
            .optional("policy", NUMA_POLICY)
            .optional("prealloc", Builtin.BOOL)
            .optional("prealloc-threads", Builtin.UINT32)
            .optional("prealloc-context", Builtin.STR)
            .optional("share", Builtin.BOOL)
            .optional("reserve", Builtin.BOOL)
            .member("size", Builtin.SIZE)
            .optional("x-use-canonical-path-for-ramblock-id", Builtin.BOOL)
            .build();
    private static final ObjectType FILE = ObjectType.named("MemoryBackendFileProperties")
            .base(MEMORY)
            .optional("align", Builtin.SIZE)
            .optional("offset", Builtin.SIZE)
            .optional("discard-data", Builtin.BOOL)
            .member("mem-path", Builtin.STR)
            .optional("pmem", Builtin.BOOL)
            .optional("readonly", Builtin.BOOL)
            .optional("rom", EnumType.of("OnOffAuto", "auto", "on", "off"))
            .build();
    private static final ObjectType MEMFD = ObjectType.named("MemoryBackendMemfdProperties")
            .base(MEMORY)
            .optional("hugetlb", Builtin.BOOL)
            .optional("hugetlbsize", Builtin.SIZE)
            .optional("seal", Builtin.BOOL)
            .build();
    private static final ObjectType SHM =
            ObjectType.named("MemoryBackendShmProperties").base(MEMORY).build();
    private static final ObjectType SECRET = ObjectType.named("SecretProperties")
            .optional("format", EnumType.of("QCryptoSecretFormat", "raw", "base64"))
            .optional("keyid", Builtin.STR)
            .optional("iv", Builtin.STR)
            .optional("data", Builtin.STR)
            .optional("file", Builtin.STR)
            .build();

    /** What {@code object-add} takes. */
    public static final ObjectType OPTIONS = ObjectType.named("ObjectOptions")
            .member(
                    "qom-type",
                    EnumType.of(
                            "ObjectType",
                            "memory-backend-file",
                            "memory-backend-memfd",
                            "memory-backend-ram",
                            "memory-backend-shm",
                            "secret"))
            .member("id", Builtin.STR)
            .tag("qom-type")
            .when("memory-backend-file", FILE)
            .when("memory-backend-memfd", MEMFD)
            .when("memory-backend-ram", MEMORY)
            .when("memory-backend-shm", SHM)
            .when("secret", SECRET)
            .build();

    private ObjectTypes() {}
}
