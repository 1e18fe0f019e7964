package baton.command.block;

import baton.block.BlockBackend;
import baton.block.BlockNode;
import baton.block.BlockStats;
import baton.block.Disks;
import baton.block.NodeSpec;
import baton.nat.libc.Clock;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What QMP says of disks: one map a type of {@link BlockTypes}. */
final class BlockFacts {
    private BlockFacts() {}

    /** What a node is of, for people and for QMP. */
    static String file(BlockNode node) {
        NodeSpec spec = node.spec();
        if (spec.filename() != null) {
            return spec.filename();
        }
        return node.child() == null ? spec.driver() + "://" : file(node.child());
    }

    static Map<String, Object> disk(BlockBackend backend, Disks disks) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("io-status", backend.ioStatus());
        info.put("device", backend.name());
        info.put("locked", false);
        info.put("removable", false);
        info.put("inserted", node(backend.node(), backend.writeBack(), disks));
        if (backend.deviceName() != null) {
            info.put("qdev", backend.deviceName());
        }
        info.put("type", "unknown");
        return info;
    }

    static Map<String, Object> node(BlockNode node, boolean writeBack, Disks disks) {
        NodeSpec spec = node.spec();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("iops_rd", 0L);
        info.put("detect_zeroes", "off");
        info.put("active", disks.active());
        info.put("image", image(node));
        info.put("iops_wr", 0L);
        info.put("ro", spec.readOnly());
        info.put("node-name", spec.name());
        info.put("backing_file_depth", 0L);
        info.put("drv", spec.driver());
        info.put("iops", 0L);
        info.put("bps_wr", 0L);
        info.put("write_threshold", 0L);
        info.put("encrypted", false);
        info.put("bps", 0L);
        info.put("bps_rd", 0L);
        Map<String, Object> cache = new LinkedHashMap<>();
        cache.put("no-flush", spec.cache().noFlush());
        cache.put("direct", spec.cache().direct());
        cache.put("writeback", writeBack);
        info.put("cache", cache);
        info.put("file", file(node));
        return info;
    }

    private static Map<String, Object> image(BlockNode node) {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("virtual-size", node.length());
        image.put("filename", file(node));
        image.put("format", node.spec().driver());
        long allocated = allocated(node);
        if (allocated >= 0) {
            image.put("actual-size", allocated);
        }
        if (node.spec().filename() != null || node.child() != null) {
            image.put("dirty-flag", false);
        }
        if (node.spec().filename() != null) {
            image.put("format-specific", Map.of("type", "file", "data", Map.of()));
        }
        return image;
    }

    /** -1 when the host does not say. */
    static long allocated(BlockNode node) {
        try {
            return node.allocated();
        } catch (IOException e) {
            return -1;
        }
    }

    static Map<String, Object> stats(BlockBackend backend) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("device", backend.name());
        Map<String, Object> counters = counters(backend.stats());
        if (backend.stats().lastNanos() > 0) {
            counters.put("idle_time_ns", idleNanos(backend.stats()));
        }
        info.put("stats", counters);
        below(info, backend.node(), backend.stats().highest());
        if (backend.deviceName() != null) {
            info.put("qdev", backend.deviceName());
        }
        return info;
    }

    static long idleNanos(BlockStats stats) {
        return stats.lastNanos() == 0 ? 0 : Math.max(0, Clock.monotonicNanos() - stats.lastNanos());
    }

    /** Of a node itself nothing is counted but how far it was written to. */
    static Map<String, Object> stats(BlockNode node, long highest) {
        Map<String, Object> counters = counters(new BlockStats());
        counters.put("account_invalid", false);
        counters.put("account_failed", false);
        counters.put("wr_highest_offset", highest);
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("stats", counters);
        below(info, node, highest);
        return info;
    }

    private static void below(Map<String, Object> info, BlockNode node, long highest) {
        info.put("node-name", node.spec().name());
        if (node.child() != null) {
            info.put(
                    "parent",
                    stats(
                            node.child(),
                            highest == 0 ? 0 : highest + node.spec().place().offset()));
        }
        if (node.spec().filename() != null) {
            Map<String, Object> discards = new LinkedHashMap<>();
            discards.put("driver", node.spec().driver());
            discards.put("discard-nb-ok", node.discards().done());
            discards.put("discard-nb-failed", node.discards().failed());
            discards.put("discard-bytes-ok", node.discards().bytes());
            info.put("driver-specific", discards);
        }
    }

    private static Map<String, Object> counters(BlockStats stats) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (BlockStats.Kind kind : BlockStats.Kind.values()) {
            String name = kind.prefix();
            if (kind != BlockStats.Kind.FLUSH) {
                all.put(name + "_bytes", stats.bytes(kind));
                all.put(name + "_merged", 0L);
            }
            all.put(name + "_operations", stats.operations(kind));
            all.put(name + "_total_time_ns", stats.nanos(kind));
            all.put("failed_" + name + "_operations", stats.failedOperations(kind));
            all.put("invalid_" + name + "_operations", stats.invalidOperations(kind));
        }
        all.put("zone_append_bytes", 0L);
        all.put("zone_append_merged", 0L);
        all.put("zone_append_operations", 0L);
        all.put("zone_append_total_time_ns", 0L);
        all.put("failed_zone_append_operations", 0L);
        all.put("invalid_zone_append_operations", 0L);
        all.put("wr_highest_offset", stats.highest());
        all.put("account_invalid", true);
        all.put("account_failed", true);
        all.put("timed_stats", List.of());
        return all;
    }
}
