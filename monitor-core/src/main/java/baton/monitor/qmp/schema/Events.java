package baton.monitor.qmp.schema;

import java.util.List;

/** The events Baton sends, as the schema shows them. */
public final class Events {
    private static final ObjectType CAUSE = ObjectType.named("")
            .member("guest", Builtin.BOOL)
            .member("reason", CommonTypes.SHUTDOWN_CAUSE)
            .build();

    private static final ObjectType PANIC = ObjectType.named("")
            .member("action", EnumType.of("GuestPanicAction", "pause", "poweroff", "run"))
            .build();
    private static final ObjectType IO_ERROR = ObjectType.named("")
            .member("qom-path", Builtin.STR)
            .member("device", Builtin.STR)
            .optional("node-name", Builtin.STR)
            .member("operation", EnumType.of("IoOperationType", "read", "write"))
            .member("action", EnumType.of("BlockErrorAction", "ignore", "report", "stop"))
            .optional("nospace", Builtin.BOOL)
            .member("reason", Builtin.STR)
            .build();

    /** All of them. */
    public static final List<EventSpec> ALL = List.of(
            new EventSpec("STOP", ObjectType.EMPTY),
            new EventSpec("RESUME", ObjectType.EMPTY),
            new EventSpec("RESET", CAUSE),
            new EventSpec("SHUTDOWN", CAUSE),
            new EventSpec("SUSPEND", ObjectType.EMPTY),
            new EventSpec("WAKEUP", ObjectType.EMPTY),
            new EventSpec("POWERDOWN", ObjectType.EMPTY),
            new EventSpec("GUEST_PANICKED", PANIC),
            new EventSpec("GUEST_CRASHLOADED", PANIC),
            new EventSpec("GUEST_PVSHUTDOWN", ObjectType.EMPTY),
            new EventSpec(
                    "DEVICE_DELETED",
                    ObjectType.named("")
                            .optional("device", Builtin.STR)
                            .member("path", Builtin.STR)
                            .build()),
            new EventSpec(
                    "DUMP_COMPLETED",
                    ObjectType.named("")
                            .member("result", CommonTypes.DUMP_RESULT)
                            .optional("error", Builtin.STR)
                            .build()),
            new EventSpec(
                    "MIGRATION",
                    ObjectType.named("").member("status", MigrationTypes.STATUS).build()),
            new EventSpec(
                    "MIGRATION_PASS",
                    ObjectType.named("").member("pass", Builtin.INT).build()),
            new EventSpec(
                    "BALLOON_CHANGE",
                    ObjectType.named("").member("actual", Builtin.INT).build()),
            new EventSpec("BLOCK_IO_ERROR", IO_ERROR),
            new EventSpec(
                    "VSERPORT_CHANGE",
                    ObjectType.named("")
                            .member("id", Builtin.STR)
                            .member("open", Builtin.BOOL)
                            .build()),
            new EventSpec(
                    "NETDEV_STREAM_CONNECTED",
                    ObjectType.named("")
                            .member("netdev-id", Builtin.STR)
                            .member("addr", CommonTypes.SOCKET_ADDRESS)
                            .build()),
            new EventSpec(
                    "NETDEV_STREAM_DISCONNECTED",
                    ObjectType.named("").member("netdev-id", Builtin.STR).build()));

    private Events() {}
}
