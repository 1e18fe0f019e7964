package baton.migration.params;

/** The ranges of QEMU 10.2, with its texts (underscores and all), and what this build cannot act on. */
final class ParameterChecks {
    private ParameterChecks() {}

    /** Refuses {@code value} of {@code p}; {@code all} is the set it would become part of. */
    static void check(Parameter p, MigrationParameters all) throws ParameterRefused {
        switch (p) {
            case ANNOUNCE_INITIAL, ANNOUNCE_MAX -> between(p, all, 0, 100000);
            case ANNOUNCE_ROUNDS -> between(p, all, 0, 1000);
            case ANNOUNCE_STEP -> require(inside(p, all, 1, 10000), "announce_step", "a value between 0 and 10000");
            case THROTTLE_TRIGGER_THRESHOLD -> range(p, all, 100);
            case CPU_THROTTLE_INITIAL, CPU_THROTTLE_INCREMENT -> range(p, all, 99);
            case MAX_CPU_THROTTLE -> require(
                    inside(p, all, all.number(Parameter.CPU_THROTTLE_INITIAL), 99),
                    "max_cpu_throttle",
                    "an integer in the range of cpu_throttle_initial to 99");
            case DOWNTIME_LIMIT -> require(
                    inside(p, all, 0, 2000_000), "downtime_limit", "an integer in the range of 0 to (2000 * 1000) ms");
            case MULTIFD_CHANNELS -> between(p, all, 1, 255);
            case MULTIFD_ZLIB_LEVEL -> between(p, all, 0, 9);
            case MULTIFD_QATZIP_LEVEL -> between(p, all, 1, 9);
            case MULTIFD_ZSTD_LEVEL -> between(p, all, 0, 20);
            case XBZRLE_CACHE_SIZE -> require(
                    inside(p, all, 4096, Long.MAX_VALUE) && Long.bitCount(all.number(p)) == 1,
                    "xbzrle_cache_size",
                    "a power of two no less than the target page size");
            case X_VCPU_DIRTY_LIMIT_PERIOD -> require(
                    inside(p, all, 1, 1000), p.wireName(), "a value between 1 and 1000");
            case VCPU_DIRTY_LIMIT -> dirtyLimit(all.number(p));
            default -> unsupported(p, all);
        }
    }

    private static void dirtyLimit(long value) throws ParameterRefused {
        if (value == 0) {
            throw new ParameterRefused("Parameter 'vcpu_dirty_limit' must be greater than 1 MB/s");
        }
    }

    private static void unsupported(Parameter p, MigrationParameters all) throws ParameterRefused {
        boolean refused =
                switch (p) {
                    case TLS_CREDS -> !all.text(p).isEmpty();
                    default -> false;
                };
        if (refused) {
            throw new ParameterRefused("Parameter '" + p.wireName()
                    + "' does not accept this value: not supported by this build of Baton, TLS comes with a later one");
        }
    }

    private static void between(Parameter p, MigrationParameters all, long low, long high) throws ParameterRefused {
        require(inside(p, all, low, high), underscored(p), "a value between " + low + " and " + high);
    }

    private static void range(Parameter p, MigrationParameters all, long high) throws ParameterRefused {
        require(inside(p, all, 1, high), underscored(p), "an integer in the range of 1 to " + high);
    }

    private static boolean inside(Parameter p, MigrationParameters all, long low, long high) {
        long value = all.number(p);
        return value >= low && value <= high;
    }

    private static void require(boolean good, String name, String what) throws ParameterRefused {
        if (!good) {
            throw ParameterRefused.expects(name, what);
        }
    }

    private static String underscored(Parameter p) {
        return p.wireName().replace('-', '_');
    }
}
