package baton.migration.params;

import java.util.List;

/** The migration parameters of QEMU 10.2, in the order {@code info migrate_parameters} prints them. */
public enum Parameter {
    /** QAPI size, ms. */
    ANNOUNCE_INITIAL("announce-initial", ParameterType.SIZE, 50L, " ms"),
    /** QAPI size, ms. */
    ANNOUNCE_MAX("announce-max", ParameterType.SIZE, 550L, " ms"),
    /** QAPI size. */
    ANNOUNCE_ROUNDS("announce-rounds", ParameterType.SIZE, 5L, ""),
    /** QAPI size, ms. */
    ANNOUNCE_STEP("announce-step", ParameterType.SIZE, 100L, " ms"),
    /** QAPI uint8, percent. */
    THROTTLE_TRIGGER_THRESHOLD("throttle-trigger-threshold", ParameterType.UINT8, 50L, ""),
    /** QAPI uint8, percent. */
    CPU_THROTTLE_INITIAL("cpu-throttle-initial", ParameterType.UINT8, 20L, ""),
    /** QAPI uint8, percent. */
    CPU_THROTTLE_INCREMENT("cpu-throttle-increment", ParameterType.UINT8, 10L, ""),
    /** QAPI bool. */
    CPU_THROTTLE_TAILSLOW("cpu-throttle-tailslow", ParameterType.BOOL, Boolean.FALSE, ""),
    /** QAPI uint8, percent. */
    MAX_CPU_THROTTLE("max-cpu-throttle", ParameterType.UINT8, 99L, ""),
    /** QAPI StrOrNull; shown as str. */
    TLS_CREDS("tls-creds", ParameterType.STR_OR_NULL, "", ""),
    /** QAPI StrOrNull; shown as str. */
    TLS_HOSTNAME("tls-hostname", ParameterType.STR_OR_NULL, "", ""),
    /** QAPI StrOrNull; shown as str. */
    TLS_AUTHZ("tls-authz", ParameterType.STR_OR_NULL, "", ""),
    /** QAPI size, bytes per second; 0 is unlimited. */
    MAX_BANDWIDTH("max-bandwidth", ParameterType.BANDWIDTH, 134217728L, " bytes/second"),
    /** QAPI size, bytes per second. */
    AVAIL_SWITCHOVER_BANDWIDTH("avail-switchover-bandwidth", ParameterType.BANDWIDTH, 0L, " bytes/second"),
    /** QAPI size, bytes per second. */
    MAX_POSTCOPY_BANDWIDTH("max-postcopy-bandwidth", ParameterType.SIZE, 0L, " bytes/second"),
    /** QAPI uint64, ms. */
    DOWNTIME_LIMIT("downtime-limit", ParameterType.SIZE, 300L, " ms"),
    /** QAPI uint32, ms. */
    X_CHECKPOINT_DELAY("x-checkpoint-delay", ParameterType.UINT32, 20000L, " ms"),
    /** QAPI uint8. */
    MULTIFD_CHANNELS("multifd-channels", ParameterType.UINT8, 2L, ""),
    /** QAPI enum MultiFDCompression. */
    MULTIFD_COMPRESSION("multifd-compression", ParameterType.ENUM, "none", "", "none", "zlib"),
    /** QAPI uint8; never printed. */
    MULTIFD_ZLIB_LEVEL("multifd-zlib-level", ParameterType.UINT8, 1L, null),
    /** QAPI uint8; never printed. */
    MULTIFD_ZSTD_LEVEL("multifd-zstd-level", ParameterType.UINT8, 1L, null),
    /** QAPI uint8; never printed. */
    MULTIFD_QATZIP_LEVEL("multifd-qatzip-level", ParameterType.UINT8, 1L, null),
    /** QAPI enum ZeroPageDetection. */
    ZERO_PAGE_DETECTION("zero-page-detection", ParameterType.ENUM, "multifd", "", "none", "legacy", "multifd"),
    /** QAPI size, bytes. */
    XBZRLE_CACHE_SIZE("xbzrle-cache-size", ParameterType.SIZE, 67108864L, " bytes"),
    /** QAPI list of BitmapMigrationNodeAlias; absent until set. */
    BLOCK_BITMAP_MAPPING("block-bitmap-mapping", ParameterType.BITMAPS, null, null),
    /** QAPI uint64, ms. */
    X_VCPU_DIRTY_LIMIT_PERIOD("x-vcpu-dirty-limit-period", ParameterType.SIZE, 1000L, " ms"),
    /** QAPI uint64, MB/s. */
    VCPU_DIRTY_LIMIT("vcpu-dirty-limit", ParameterType.SIZE, 1L, " MB/s"),
    /** QAPI enum MigMode. */
    MODE("mode", ParameterType.ENUM, "normal", "", "normal", "cpr-reboot", "cpr-transfer", "cpr-exec"),
    /** QAPI bool. */
    DIRECT_IO("direct-io", ParameterType.BOOL, Boolean.FALSE, ""),
    /** QAPI list of str. */
    CPR_EXEC_COMMAND("cpr-exec-command", ParameterType.WORDS, List.of(), ""),
    /** Baton's own, ms: how long cpr-transfer and cpr-exec wait for the new process; 0 is for ever. Absent until set. */
    X_CPR_TIMEOUT("x-cpr-timeout", ParameterType.SIZE, null, null);

    private final String wire;
    private final ParameterType type;
    private final Object initial;
    private final String unit;
    private final List<String> choices;

    Parameter(String wire, ParameterType type, Object initial, String unit, String... choices) {
        this.wire = wire;
        this.type = type;
        this.initial = initial;
        this.unit = unit;
        this.choices = List.of(choices);
    }

    /** QEMU's name. */
    public String wireName() {
        return wire;
    }

    /** What an enum parameter may be; empty for the others. Completion and the schema use it. */
    public List<String> choices() {
        return choices;
    }

    /** The parameter of that name, or null. */
    public static Parameter named(String name) {
        for (Parameter p : values()) {
            if (p.wire.equals(name)) {
                return p;
            }
        }
        return null;
    }

    ParameterType type() {
        return type;
    }

    Object initial() {
        return initial;
    }

    /** What HMP prints behind the value; null when it prints no such line. */
    String unit() {
        return unit;
    }
}
