package baton.monitor.qmp.schema;

import baton.migration.params.Capability;
import baton.migration.params.MigMode;
import baton.migration.params.Parameter;

/** QAPI types of the migration commands; words come from the engine's own tables. */
public final class MigrationTypes {
    /** The states {@code query-migrate} and the event MIGRATION name. */
    public static final EnumType STATUS = EnumType.of(
            "MigrationStatus",
            "none",
            "setup",
            "cancelling",
            "cancelled",
            "active",
            "postcopy-device",
            "postcopy-active",
            "postcopy-paused",
            "postcopy-recover-setup",
            "postcopy-recover",
            "completed",
            "failed",
            "colo",
            "pre-switchover",
            "device",
            "wait-unplug");

    /** Names of capabilities. */
    public static final EnumType CAPABILITY = EnumType.of("MigrationCapability", capabilities())
            .marked("zero-blocks", "deprecated")
            .marked("x-colo", "unstable")
            .marked("x-ignore-shared", "unstable");

    /** A capability and whether it is on. */
    public static final ObjectType CAPABILITY_STATUS = ObjectType.named("MigrationCapabilityStatus")
            .member("capability", CAPABILITY)
            .member("state", Builtin.BOOL)
            .build();

    private static final EnumType TRANSPORT = EnumType.of("MigrationAddressType", "socket", "exec", "rdma", "file");
    private static final ObjectType EXEC_ADDRESS = ObjectType.named("MigrationExecCommand")
            .member("args", ArrayType.of(Builtin.STR))
            .build();
    private static final ObjectType FILE_ADDRESS = ObjectType.named("FileMigrationArgs")
            .member("filename", Builtin.STR)
            .member("offset", Builtin.SIZE)
            .build();

    /** Where a stream goes to or comes from, by {@code transport}. */
    public static final ObjectType ADDRESS = ObjectType.named("MigrationAddress")
            .member("transport", TRANSPORT)
            .tag("transport")
            .when("socket", CommonTypes.SOCKET_ADDRESS)
            .when("exec", EXEC_ADDRESS)
            .when("rdma", CommonTypes.INET_ADDRESS)
            .when("file", FILE_ADDRESS)
            .build();

    /** One stream of a migration. */
    public static final ObjectType CHANNEL = ObjectType.named("MigrationChannel")
            .member("channel-type", EnumType.of("MigrationChannelType", "main", "cpr"))
            .member("addr", ADDRESS)
            .build();

    private static final ObjectType BITMAP_ALIAS = ObjectType.named("BitmapMigrationBitmapAlias")
            .member("name", Builtin.STR)
            .member("alias", Builtin.STR)
            .optional(
                    "transform",
                    ObjectType.named("BitmapMigrationBitmapAliasTransform")
                            .optional("persistent", Builtin.BOOL)
                            .build())
            .build();
    private static final ObjectType BITMAP_NODE = ObjectType.named("BitmapMigrationNodeAlias")
            .member("node-name", Builtin.STR)
            .member("alias", Builtin.STR)
            .member("bitmaps", ArrayType.of(BITMAP_ALIAS))
            .build();
    private static final EnumType COMPRESSION = words("MultiFDCompression", Parameter.MULTIFD_COMPRESSION);
    private static final EnumType ZERO_PAGES = words("ZeroPageDetection", Parameter.ZERO_PAGE_DETECTION);
    private static final EnumType MODE = EnumType.of("MigMode", modes());

    /** What {@code migrate-set-parameters} takes: texts may be null there. */
    public static final ObjectType SET_PARAMETERS = parameters("MigrateSetParameters", CommonTypes.STR_OR_NULL);

    /** What {@code query-migrate-parameters} gives back. */
    public static final ObjectType PARAMETERS = parameters("MigrationParameters", Builtin.STR);

    private MigrationTypes() {}

    private static ObjectType parameters(String name, QapiType text) {
        return ObjectType.named(name)
                .optional("announce-initial", Builtin.SIZE)
                .optional("announce-max", Builtin.SIZE)
                .optional("announce-rounds", Builtin.SIZE)
                .optional("announce-step", Builtin.SIZE)
                .optional("throttle-trigger-threshold", Builtin.UINT8)
                .optional("cpu-throttle-initial", Builtin.UINT8)
                .optional("cpu-throttle-increment", Builtin.UINT8)
                .optional("cpu-throttle-tailslow", Builtin.BOOL)
                .optional("tls-creds", text)
                .optional("tls-hostname", text)
                .optional("tls-authz", text)
                .optional("max-bandwidth", Builtin.SIZE)
                .optional("avail-switchover-bandwidth", Builtin.SIZE)
                .optional("downtime-limit", Builtin.UINT64)
                .optional("x-checkpoint-delay", Builtin.UINT32, "unstable")
                .optional("multifd-channels", Builtin.UINT8)
                .optional("xbzrle-cache-size", Builtin.SIZE)
                .optional("max-postcopy-bandwidth", Builtin.SIZE)
                .optional("max-cpu-throttle", Builtin.UINT8)
                .optional("multifd-compression", COMPRESSION)
                .optional("multifd-zlib-level", Builtin.UINT8)
                .optional("multifd-qatzip-level", Builtin.UINT8)
                .optional("multifd-zstd-level", Builtin.UINT8)
                .optional("block-bitmap-mapping", ArrayType.of(BITMAP_NODE))
                .optional("x-vcpu-dirty-limit-period", Builtin.UINT64, "unstable")
                .optional("vcpu-dirty-limit", Builtin.UINT64)
                .optional("mode", MODE)
                .optional("zero-page-detection", ZERO_PAGES)
                .optional("direct-io", Builtin.BOOL)
                .optional("cpr-exec-command", ArrayType.of(Builtin.STR))
                .optional("x-cpr-timeout", Builtin.SIZE, "unstable")
                .build();
    }

    private static EnumType words(String name, Parameter parameter) {
        return EnumType.of(name, parameter.choices().toArray(new String[0]));
    }

    private static String[] capabilities() {
        Capability[] all = Capability.values();
        String[] names = new String[all.length];
        for (int i = 0; i < all.length; i++) {
            names[i] = all[i].wireName();
        }
        return names;
    }

    private static String[] modes() {
        MigMode[] all = MigMode.values();
        String[] names = new String[all.length];
        for (int i = 0; i < all.length; i++) {
            names[i] = all[i].wireName();
        }
        return names;
    }
}
