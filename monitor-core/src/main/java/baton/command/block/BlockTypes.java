package baton.command.block;

import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;

/** QAPI types of disks, with the members that are filled here. */
final class BlockTypes {
    static final ObjectType CACHE = ObjectType.named("BlockdevCacheInfo")
            .member("writeback", Builtin.BOOL)
            .member("direct", Builtin.BOOL)
            .member("no-flush", Builtin.BOOL)
            .build();
    static final ObjectType IMAGE = ObjectType.named("ImageInfo")
            .member("filename", Builtin.STR)
            .member("format", Builtin.STR)
            .optional("dirty-flag", Builtin.BOOL)
            .optional("actual-size", Builtin.INT)
            .member("virtual-size", Builtin.INT)
            .optional(
                    "format-specific",
                    ObjectType.named("ImageInfoSpecific")
                            .member("type", EnumType.of("ImageInfoSpecificKind", "file"))
                            .member(
                                    "data",
                                    ObjectType.named("ImageInfoSpecificFile").build())
                            .build())
            .build();
    static final ObjectType NODE = node();
    static final ObjectType DISK = ObjectType.named("BlockInfo")
            .member("device", Builtin.STR)
            .optional("qdev", Builtin.STR)
            .member("type", Builtin.STR)
            .member("removable", Builtin.BOOL)
            .member("locked", Builtin.BOOL)
            .optional("inserted", NODE)
            .optional("io-status", EnumType.of("BlockDeviceIoStatus", "ok", "failed", "nospace"))
            .build();
    static final ObjectType COUNTERS = counters();
    static final ObjectType DISCARDS = ObjectType.named("BlockStatsSpecific")
            .member("driver", EnumType.of("BlockdevDriver", "file", "host_device"))
            .member("discard-nb-ok", Builtin.INT)
            .member("discard-nb-failed", Builtin.INT)
            .member("discard-bytes-ok", Builtin.INT)
            .build();
    /** QAPI has it be what holds it; here nodes are two deep. */
    static final ObjectType BELOW = stats("BlockStatsBelow").build();

    static final ObjectType STATS = stats("BlockStats")
            .optional("device", Builtin.STR)
            .optional("qdev", Builtin.STR)
            .optional("parent", BELOW)
            .build();

    private BlockTypes() {}

    private static ObjectType node() {
        return ObjectType.named("BlockDeviceInfo")
                .member("file", Builtin.STR)
                .optional("node-name", Builtin.STR)
                .member("ro", Builtin.BOOL)
                .member("drv", Builtin.STR)
                .member("backing_file_depth", Builtin.INT)
                .member("active", Builtin.BOOL)
                .member("encrypted", Builtin.BOOL)
                .member("detect_zeroes", EnumType.of("BlockdevDetectZeroesOptions", "off", "on", "unmap"))
                .member("bps", Builtin.INT)
                .member("bps_rd", Builtin.INT)
                .member("bps_wr", Builtin.INT)
                .member("iops", Builtin.INT)
                .member("iops_rd", Builtin.INT)
                .member("iops_wr", Builtin.INT)
                .member("image", IMAGE)
                .member("cache", CACHE)
                .member("write_threshold", Builtin.INT)
                .build();
    }

    /** Figures of intervals, which {@code stats-intervals} asks for; no drive here has any. */
    private static ObjectType timed() {
        ObjectType.Builder all = ObjectType.named("BlockDeviceTimedStats").member("interval_length", Builtin.INT);
        for (String kind : new String[] {"rd", "wr", "zone_append", "flush"}) {
            for (String which : new String[] {"min", "max", "avg"}) {
                all.member(which + "_" + kind + "_latency_ns", Builtin.INT);
            }
        }
        return all.member("avg_rd_queue_depth", Builtin.NUMBER)
                .member("avg_wr_queue_depth", Builtin.NUMBER)
                .member("avg_zone_append_queue_depth", Builtin.NUMBER)
                .build();
    }

    private static ObjectType.Builder stats(String name) {
        return ObjectType.named(name)
                .optional("node-name", Builtin.STR)
                .member("stats", COUNTERS)
                .optional("driver-specific", DISCARDS);
    }

    private static ObjectType counters() {
        ObjectType.Builder all = ObjectType.named("BlockDeviceStats");
        for (String kind : new String[] {"rd", "wr", "unmap", "zone_append"}) {
            all.member(kind + "_bytes", Builtin.INT);
        }
        for (String kind : new String[] {"rd", "wr", "flush", "unmap", "zone_append"}) {
            all.member(kind + "_operations", Builtin.INT)
                    .member(kind + "_total_time_ns", Builtin.INT)
                    .member("failed_" + kind + "_operations", Builtin.INT)
                    .member("invalid_" + kind + "_operations", Builtin.INT);
        }
        for (String kind : new String[] {"rd", "wr", "unmap", "zone_append"}) {
            all.member(kind + "_merged", Builtin.INT);
        }
        return all.member("wr_highest_offset", Builtin.INT)
                .optional("idle_time_ns", Builtin.INT)
                .member("account_invalid", Builtin.BOOL)
                .member("account_failed", Builtin.BOOL)
                .member("timed_stats", ArrayType.of(timed()))
                .build();
    }
}
