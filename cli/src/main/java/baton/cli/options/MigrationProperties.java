package baton.cli.options;

/** What {@code -global migration.NAME=} can set: names as in QEMU 10.2, which differ from QMP's by an x- here and there. */
public final class MigrationProperties {
    private MigrationProperties() {}

    /** Whether the property exists. */
    static boolean known(String name) {
        return capability(name) != null || parameter(name) != null || global(name);
    }

    /** The capability a property sets, or null. */
    public static String capability(String name) {
        return switch (name) {
            case "mapped-ram", "x-colo" -> name;
            case "x-xbzrle",
                    "x-rdma-pin-all",
                    "x-auto-converge",
                    "x-zero-blocks",
                    "x-events",
                    "x-postcopy-ram",
                    "x-postcopy-preempt",
                    "x-release-ram",
                    "x-return-path",
                    "x-multifd",
                    "x-background-snapshot",
                    "x-zero-copy-send",
                    "x-switchover-ack",
                    "x-dirty-limit" -> name.substring(2);
            default -> null;
        };
    }

    /** The parameter a property sets, or null. */
    public static String parameter(String name) {
        return switch (name) {
            case "announce-initial",
                    "announce-max",
                    "announce-rounds",
                    "announce-step",
                    "avail-switchover-bandwidth",
                    "max-cpu-throttle",
                    "max-postcopy-bandwidth",
                    "mode",
                    "multifd-channels",
                    "multifd-compression",
                    "multifd-qatzip-level",
                    "multifd-zlib-level",
                    "multifd-zstd-level",
                    "tls-authz",
                    "tls-creds",
                    "tls-hostname",
                    "vcpu-dirty-limit",
                    "x-checkpoint-delay",
                    "x-vcpu-dirty-limit-period",
                    "xbzrle-cache-size",
                    "zero-page-detection" -> name;
            case "x-max-bandwidth",
                    "x-downtime-limit",
                    "x-throttle-trigger-threshold",
                    "x-cpu-throttle-initial",
                    "x-cpu-throttle-increment",
                    "x-cpu-throttle-tailslow" -> name.substring(2);
            default -> null;
        };
    }

    /** Whether it belongs to neither: how the stream is written. */
    private static boolean global(String name) {
        return switch (name) {
            case "store-global-state",
                    "send-configuration",
                    "send-section-footer",
                    "send-switchover-start",
                    "multifd-flush-after-each-section",
                    "multifd-clean-tls-termination",
                    "x-clear-bitmap-shift",
                    "x-preempt-pre-7-2" -> true;
            default -> false;
        };
    }
}
