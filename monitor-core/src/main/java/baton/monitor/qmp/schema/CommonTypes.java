package baton.monitor.qmp.schema;

/** QAPI types that commands of several areas share. */
public final class CommonTypes {
    /** Text, or null for none. */
    public static final AlternateType STR_OR_NULL = AlternateType.of("StrOrNull", Builtin.STR, Builtin.NULL);

    /** What commands of the human monitor say, for programs that pass it on. */
    public static final ObjectType HUMAN_TEXT = ObjectType.named("HumanReadableText")
            .member("human-readable-text", Builtin.STR)
            .build();

    /** What the machine as a whole is doing. */
    public static final EnumType RUN_STATE = EnumType.of(
            "RunState",
            "debug",
            "inmigrate",
            "internal-error",
            "io-error",
            "paused",
            "postmigrate",
            "prelaunch",
            "finish-migrate",
            "restore-vm",
            "running",
            "save-vm",
            "shutdown",
            "suspended",
            "watchdog",
            "guest-panicked",
            "colo");

    /** Why the machine stopped or was reset. */
    public static final EnumType SHUTDOWN_CAUSE = EnumType.of(
            "ShutdownCause",
            "none",
            "host-error",
            "host-qmp-quit",
            "host-qmp-system-reset",
            "host-signal",
            "host-ui",
            "guest-shutdown",
            "guest-reset",
            "guest-panic",
            "subsystem-reset",
            "snapshot-load");

    private static final EnumType NETWORK_FAMILY = EnumType.of("SocketAddressType", "inet", "unix", "vsock", "fd");

    /** A host and a port, both text. */
    public static final ObjectType INET_ADDRESS = ObjectType.named("InetSocketAddress")
            .member("host", Builtin.STR)
            .member("port", Builtin.STR)
            .optional("numeric", Builtin.BOOL)
            .optional("to", Builtin.UINT16)
            .optional("ipv4", Builtin.BOOL)
            .optional("ipv6", Builtin.BOOL)
            .optional("keep-alive", Builtin.BOOL)
            .optional("keep-alive-count", Builtin.UINT32)
            .optional("keep-alive-idle", Builtin.UINT32)
            .optional("keep-alive-interval", Builtin.UINT32)
            .optional("mptcp", Builtin.BOOL)
            .build();

    private static final ObjectType UNIX_ADDRESS = ObjectType.named("UnixSocketAddress")
            .member("path", Builtin.STR)
            .optional("abstract", Builtin.BOOL)
            .optional("tight", Builtin.BOOL)
            .build();
    private static final ObjectType VSOCK_ADDRESS = ObjectType.named("VsockSocketAddress")
            .member("cid", Builtin.STR)
            .member("port", Builtin.STR)
            .build();
    private static final ObjectType FD_ADDRESS =
            ObjectType.named("FdSocketAddress").member("str", Builtin.STR).build();

    /** Where a socket listens or connects, by {@code type}. */
    public static final ObjectType SOCKET_ADDRESS = ObjectType.named("SocketAddress")
            .member("type", NETWORK_FAMILY)
            .tag("type")
            .when("inet", INET_ADDRESS)
            .when("unix", UNIX_ADDRESS)
            .when("vsock", VSOCK_ADDRESS)
            .when("fd", FD_ADDRESS)
            .build();

    /** How far a dump of memory is. */
    public static final ObjectType DUMP_RESULT = ObjectType.named("DumpQueryResult")
            .member("status", EnumType.of("DumpStatus", "none", "active", "completed", "failed"))
            .member("completed", Builtin.INT)
            .member("total", Builtin.INT)
            .build();

    private CommonTypes() {}
}
