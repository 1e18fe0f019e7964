package baton.command.absent;

import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;

/** QAPI types of what is not there. */
public final class AbsentTypes {
    private static final EnumType JOB_TYPE = EnumType.of(
            "JobType",
            "commit",
            "stream",
            "mirror",
            "backup",
            "create",
            "amend",
            "snapshot-load",
            "snapshot-save",
            "snapshot-delete");
    private static final EnumType JOB_STATUS = EnumType.of(
            "JobStatus",
            "undefined",
            "created",
            "running",
            "paused",
            "ready",
            "standby",
            "waiting",
            "pending",
            "aborting",
            "concluded",
            "null");

    private AbsentTypes() {}

    /** A backend for sound. */
    public static ObjectType audiodev() {
        return ObjectType.named("Audiodev")
                .member("id", Builtin.STR)
                .member("driver", EnumType.of("AudiodevDriver", "none"))
                .tag("driver")
                .build();
    }

    /** A disk that others may use. */
    public static ObjectType blockExport() {
        return ObjectType.named("BlockExportInfo")
                .member("id", Builtin.STR)
                .member("type", EnumType.of("BlockExportType", "nbd", "vhost-user-blk", "fuse", "vduse-blk"))
                .member("node-name", Builtin.STR)
                .member("shutting-down", Builtin.BOOL)
                .build();
    }

    /** Work on a disk, as {@code query-block-jobs} shows it. */
    public static ObjectType blockJob() {
        return ObjectType.named("BlockJobInfo")
                .member("type", JOB_TYPE)
                .member("device", Builtin.STR)
                .member("len", Builtin.INT)
                .member("offset", Builtin.INT)
                .member("busy", Builtin.BOOL)
                .member("paused", Builtin.BOOL)
                .member("speed", Builtin.INT)
                .member("io-status", EnumType.of("BlockDeviceIoStatus", "ok", "failed", "nospace"))
                .member("ready", Builtin.BOOL)
                .member("status", JOB_STATUS)
                .member("auto-finalize", Builtin.BOOL)
                .member("auto-dismiss", Builtin.BOOL)
                .optional("error", Builtin.STR)
                .tag("type")
                .when(
                        "mirror",
                        ObjectType.named("BlockJobInfoMirror")
                                .member("actively-synced", Builtin.BOOL)
                                .build())
                .build();
    }

    /** Work in the background. */
    public static ObjectType job() {
        return ObjectType.named("JobInfo")
                .member("id", Builtin.STR)
                .member("type", JOB_TYPE)
                .member("status", JOB_STATUS)
                .member("current-progress", Builtin.INT)
                .member("total-progress", Builtin.INT)
                .optional("error", Builtin.STR)
                .build();
    }

    /** A device for ciphers. */
    public static ObjectType cryptodev() {
        ObjectType client = ObjectType.named("QCryptodevBackendClient")
                .member("queue", Builtin.UINT32)
                .member("type", EnumType.of("QCryptodevBackendType", "builtin", "vhost-user", "lkcf"))
                .build();
        return ObjectType.named("QCryptodevInfo")
                .member("id", Builtin.STR)
                .member(
                        "service",
                        ArrayType.of(EnumType.of(
                                "QCryptodevBackendServiceType", "cipher", "hash", "mac", "aead", "akcipher")))
                .member("client", ArrayType.of(client))
                .build();
    }

    /** Memory that was plugged in; {@code dimm} stands for all kinds. */
    public static ObjectType memoryDevice() {
        ObjectType dimm = ObjectType.named("PCDIMMDeviceInfo")
                .optional("id", Builtin.STR)
                .member("addr", Builtin.INT)
                .member("size", Builtin.INT)
                .member("slot", Builtin.INT)
                .member("node", Builtin.INT)
                .member("memdev", Builtin.STR)
                .member("hotplugged", Builtin.BOOL)
                .member("hotpluggable", Builtin.BOOL)
                .build();
        return ObjectType.named("MemoryDeviceInfo")
                .member("type", EnumType.of("MemoryDeviceInfoKind", "dimm"))
                .tag("type")
                .when(
                        "dimm",
                        ObjectType.named("PCDIMMDeviceInfoWrapper")
                                .member("data", dimm)
                                .build())
                .build();
    }

    /** A pointing device. */
    public static ObjectType mouse() {
        return ObjectType.named("MouseInfo")
                .member("name", Builtin.STR)
                .member("index", Builtin.INT)
                .member("current", Builtin.BOOL)
                .member("absolute", Builtin.BOOL)
                .build();
    }

    /** A manager of persistent reservations. */
    public static ObjectType prManager() {
        return ObjectType.named("PRManagerInfo")
                .member("id", Builtin.STR)
                .member("connected", Builtin.BOOL)
                .build();
    }

    /** Whether execution is recorded. */
    public static ObjectType replay() {
        return ObjectType.named("ReplayInfo")
                .member("mode", EnumType.of("ReplayMode", "none", "record", "play"))
                .optional("filename", Builtin.STR)
                .member("icount", Builtin.INT)
                .build();
    }

    /** A display; there is the one that shows nothing. */
    public static ObjectType display() {
        return ObjectType.named("DisplayOptions")
                .member("type", EnumType.of("DisplayType", "none"))
                .tag("type")
                .optional("full-screen", Builtin.BOOL)
                .optional("window-close", Builtin.BOOL)
                .optional("show-cursor", Builtin.BOOL)
                .build();
    }

    /** What a Hyper-V balloon says of its guest. */
    public static ObjectType hvBalloon() {
        return ObjectType.named("HvBalloonInfo")
                .member("committed", Builtin.SIZE)
                .member("available", Builtin.SIZE)
                .build();
    }

    /** A processor that can be plugged in or out. */
    public static ObjectType hotpluggableCpu(ObjectType place) {
        return ObjectType.named("HotpluggableCPU")
                .member("type", Builtin.STR)
                .member("vcpus-count", Builtin.INT)
                .member("props", place)
                .optional("qom-path", Builtin.STR)
                .build();
    }

    /** A port of Xen's. */
    public static ObjectType xenEvent() {
        return ObjectType.named("EvtchnInfo")
                .member("port", Builtin.UINT16)
                .member("vcpu", Builtin.UINT32)
                .member(
                        "type",
                        EnumType.of("EvtchnPortType", "closed", "unbound", "interdomain", "pirq", "virq", "ipi"))
                .member("remote-domain", Builtin.STR)
                .member("target", Builtin.UINT16)
                .member("pending", Builtin.BOOL)
                .member("masked", Builtin.BOOL)
                .build();
    }
}
