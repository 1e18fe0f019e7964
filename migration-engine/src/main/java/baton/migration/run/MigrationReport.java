package baton.migration.run;

import baton.migration.spi.Downtime;
import baton.migration.stream.XbzrleCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds QAPI's MigrationInfo: which members there are depends on the status (reference cpr.md 4.2). */
final class MigrationReport {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long NANOS_PER_MILLI_LONG = 1_000_000;
    private static final long NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private MigrationReport() {}

    /** The source's members. */
    static Map<String, Object> outgoing(OutgoingMigration migration, MigrationStatus status) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("status", status.wireName());
        switch (status) {
            case ACTIVE, DEVICE, PRE_SWITCHOVER, CANCELLING -> {
                times(info, migration.timing());
                info.put("expected-downtime", migration.progress().rates().expectedDowntime());
                info.put("ram", ram(migration, false));
                xbzrle(info, migration.progress().xbzrleCounts());
                if (migration.progress().throttle() > 0) {
                    info.put("cpu-throttle-percentage", (long)
                            migration.progress().throttle());
                }
            }
            case COMPLETED -> {
                times(info, migration.timing());
                info.put("downtime", migration.timing().downtimeMillis());
                info.put("ram", ram(migration, true));
                xbzrle(info, migration.progress().xbzrleCounts());
                if (migration.elsewhere() != null) {
                    info.put("x-pause", pause(migration.timing().downtime()));
                }
            }
            case FAILED -> info.put("error-desc", migration.error());
            default -> {}
        }
        return info;
    }

    private static void xbzrle(Map<String, Object> info, XbzrleCounts counts) {
        if (counts == null) {
            return;
        }
        Map<String, Object> cache = new LinkedHashMap<>();
        cache.put("cache-size", counts.cacheSize());
        cache.put("bytes", counts.bytes());
        cache.put("pages", counts.pages());
        cache.put("cache-miss", counts.misses());
        cache.put("cache-miss-rate", counts.missRate());
        cache.put("encoding-rate", counts.encodingRate());
        cache.put("overflow", counts.overflows());
        info.put("xbzrle-cache", cache);
    }

    /** The destination's members. */
    static Map<String, Object> incoming(IncomingMigration migration, MigrationStatus status) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("status", status.wireName());
        List<Map<String, Object>> addresses = migration.addresses();
        if (!addresses.isEmpty()) {
            info.put("socket-address", addresses);
        }
        if (status == MigrationStatus.FAILED) {
            info.put("error-desc", migration.error());
        }
        if (status == MigrationStatus.COMPLETED && migration.pause().nanos() > 0) {
            info.put("downtime", migration.pause().nanos() / NANOS_PER_MILLI_LONG);
            info.put("x-pause", pause(migration.pause()));
        }
        return info;
    }

    /** The parts of the pause in microseconds, in their order. */
    private static Map<String, Object> pause(Downtime downtime) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (Map.Entry<String, Long> part : downtime.parts().entrySet()) {
            parts.put(part.getKey(), part.getValue() / NANOS_PER_MICRO);
        }
        return parts;
    }

    private static void times(Map<String, Object> info, Timing timing) {
        info.put("setup-time", timing.setupMillis());
        info.put("total-time", timing.totalMillis(System.nanoTime()));
    }

    /** While it is under way the rates are those of the last window, afterwards those of the whole. */
    private static Map<String, Object> ram(OutgoingMigration migration, boolean ended) {
        Progress progress = migration.progress();
        Rates rates = progress.rates();
        long nanos = migration.timing().flowNanos(System.nanoTime());
        Map<String, Object> ram = new LinkedHashMap<>();
        ram.put("total", progress.ramBytes());
        ram.put("remaining", progress.remaining());
        ram.put("transferred", progress.sent());
        ram.put("duplicate", progress.zero());
        ram.put("normal", progress.normal());
        ram.put("normal-bytes", progress.normal() * Progress.PAGE);
        ram.put("dirty-pages-rate", rates.dirtyPagesPerSecond());
        ram.put("mbps", ended ? progress.sent() * 8 / (nanos / NANOS_PER_MILLI) / 1000 : rates.mbps());
        ram.put("dirty-sync-count", (long) progress.passes());
        ram.put("postcopy-requests", 0L);
        ram.put("page-size", (long) Progress.PAGE);
        ram.put("multifd-bytes", progress.multifdBytes());
        ram.put(
                "pages-per-second",
                ended ? (long) (progress.pages() / (nanos / NANOS_PER_SECOND)) : rates.pagesPerSecond());
        ram.put("precopy-bytes", progress.runningBytes());
        ram.put("downtime-bytes", progress.stoppedBytes());
        ram.put("postcopy-bytes", 0L);
        ram.put("dirty-sync-missed-zero-copy", 0L);
        return ram;
    }

    /** {@code query-migrationthreads}, while it is under way. */
    static List<Map<String, Object>> threads(OutgoingMigration migration) {
        int id = migration.timing().threadId();
        if (id == 0) {
            return List.of();
        }
        Map<String, Object> thread = new LinkedHashMap<>();
        thread.put("name", "mig/src/main");
        thread.put("thread-id", (long) id);
        return List.of(thread);
    }
}
