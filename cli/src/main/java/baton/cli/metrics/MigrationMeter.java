package baton.cli.metrics;

import baton.migration.run.MigrationService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.FlightRecorder;

/** Counts migrations by how they ended. Looks at them whenever somebody asks, or a command has been answered. */
final class MigrationMeter {
    private static final List<String> ENDS = List.of("completed", "failed", "cancelled");

    private final MigrationService migration;
    private final Map<String, Long> ended = new TreeMap<>();
    private double pauseSeconds;
    private String last = "";

    MigrationMeter(MigrationService migration) {
        this.migration = migration;
    }

    /** Notices that a migration has ended since the last look. */
    void look() {
        Map<String, Object> info = migration.query();
        String status = String.valueOf(info.get("status"));
        if (ENDS.contains(status) && !last.equals(status)) {
            ended.merge(status, 1L, Long::sum);
            long pause = number(info, "downtime");
            pauseSeconds += pause / 1e3;
            long bytes = info.get("ram") instanceof Map<?, ?> ram ? number(ram, "transferred") : 0;
            if (FlightRecorder.isInitialized()) {
                MigrationEnd.happened(status, number(info, "total-time"), pause, bytes);
            }
        }
        last = status;
    }

    void expose(Exposition out) {
        look();
        Map<String, Object> info = migration.query();
        out.family("baton_migrations", "counter", "", "Migrations by how they ended.");
        for (String end : ENDS) {
            out.sample("_total", ended.getOrDefault(end, 0L), "status", end);
        }
        out.family("baton_migration_pause_seconds", "counter", "seconds", "Time the guest stood still for migrations.");
        out.sample("_total", pauseSeconds);
        out.family("baton_migration_status", "gauge", "", "1 for what the migration is at.");
        out.sample("", 1, "status", info.get("status") == null ? "none" : last);
        out.family("baton_migration_ram_bytes", "gauge", "bytes", "RAM of the migration under way, or the last one.");
        if (info.get("ram") instanceof Map<?, ?> ram) {
            for (String part : List.of("transferred", "remaining", "total")) {
                out.sample("", number(ram, part), "part", part);
            }
        }
    }

    private static long number(Map<?, ?> from, String key) {
        return from.get(key) instanceof Number n ? n.longValue() : 0;
    }
}
