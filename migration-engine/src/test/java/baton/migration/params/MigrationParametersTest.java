package baton.migration.params;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts from transcripts/migrate-set-parameters-errors.txt and query-defaults.txt. */
class MigrationParametersTest {
    private final MigrationParameters defaults = MigrationParameters.defaults();

    private String refused(String name, Object value) {
        return assertThrows(ParameterRefused.class, () -> defaults.with(Collections.singletonMap(name, value)))
                .getMessage();
    }

    private String refusedText(String name, String text) {
        return assertThrows(ParameterRefused.class, () -> defaults.withText(name, text))
                .getMessage();
    }

    @Test
    void defaults_areQemus() {
        Map<String, Object> map = defaults.toMap();
        assertEquals(29, map.size());
        assertEquals(134217728L, map.get("max-bandwidth"));
        assertEquals("multifd", map.get("zero-page-detection"));
        assertEquals(List.of(), map.get("cpr-exec-command"));
        assertEquals("normal", map.get("mode"));
        assertEquals(1000L, map.get("x-vcpu-dirty-limit-period"));
    }

    @Test
    void lines_areThoseOfInfoMigrateParameters() {
        assertEquals(
                List.of(
                        "announce-initial: 50 ms",
                        "announce-max: 550 ms",
                        "announce-rounds: 5",
                        "announce-step: 100 ms",
                        "throttle-trigger-threshold: 50",
                        "cpu-throttle-initial: 20",
                        "cpu-throttle-increment: 10",
                        "cpu-throttle-tailslow: off",
                        "max-cpu-throttle: 99",
                        "tls-creds: ''",
                        "tls-hostname: ''",
                        "tls-authz: ''",
                        "max-bandwidth: 134217728 bytes/second",
                        "avail-switchover-bandwidth: 0 bytes/second",
                        "max-postcopy-bandwidth: 0 bytes/second",
                        "downtime-limit: 300 ms",
                        "x-checkpoint-delay: 20000 ms",
                        "multifd-channels: 2",
                        "multifd-compression: none",
                        "zero-page-detection: multifd",
                        "xbzrle-cache-size: 67108864 bytes",
                        "x-vcpu-dirty-limit-period: 1000 ms",
                        "vcpu-dirty-limit: 1 MB/s",
                        "mode: normal",
                        "direct-io: off",
                        "cpr-exec-command:"),
                defaults.lines());
    }

    @Test
    void execCommand_isShownJoined() throws ParameterRefused {
        MigrationParameters set = defaults.with(Map.of("cpr-exec-command", List.of("a", "b c")));
        assertEquals(List.of("a", "b c"), set.cprExecCommand());
        assertEquals("cpr-exec-command: a b c", set.lines().get(set.lines().size() - 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throttle-trigger-threshold|0|Parameter 'throttle_trigger_threshold' expects an integer in the range of 1 to 100",
                "throttle-trigger-threshold|101|Parameter 'throttle_trigger_threshold' expects an integer in the range of 1 to 100",
                "throttle-trigger-threshold|256|Parameter 'throttle-trigger-threshold' expects uint8_t",
                "cpu-throttle-initial|100|Parameter 'cpu_throttle_initial' expects an integer in the range of 1 to 99",
                "max-cpu-throttle|5|Parameter 'max_cpu_throttle' expects an integer in the range of cpu_throttle_initial to 99",
                "downtime-limit|2000001|Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms",
                "multifd-channels|0|Parameter 'multifd_channels' expects a value between 1 and 255",
                "multifd-channels|-1|Parameter 'multifd-channels' expects uint8_t",
                "multifd-zlib-level|10|Parameter 'multifd_zlib_level' expects a value between 0 and 9",
                "multifd-qatzip-level|0|Parameter 'multifd_qatzip_level' expects a value between 1 and 9",
                "multifd-zstd-level|21|Parameter 'multifd_zstd_level' expects a value between 0 and 20",
                "xbzrle-cache-size|5000|Parameter 'xbzrle_cache_size' expects a power of two no less than the target page size",
                "announce-initial|100001|Parameter 'announce_initial' expects a value between 0 and 100000",
                "announce-rounds|1001|Parameter 'announce_rounds' expects a value between 0 and 1000",
                "announce-step|0|Parameter 'announce_step' expects a value between 0 and 10000",
                "x-vcpu-dirty-limit-period|0|Parameter 'x-vcpu-dirty-limit-period' expects a value between 1 and 1000",
                "vcpu-dirty-limit|0|Parameter 'vcpu_dirty_limit' must be greater than 1 MB/s",
                "no-such|1|Parameter 'no-such' is unexpected",
                "mode|1|Invalid parameter type for 'mode', expected: string",
                "tls-creds|1|Invalid parameter type for 'tls-creds', expected: StrOrNull",
            })
    void number_outOfRangeIsRefused(String name, long value, String text) {
        assertEquals(text, refused(name, value));
    }

    @Test
    void wrongTypes_areRefusedByName() {
        assertEquals("Parameter 'max-bandwidth' expects uint64", refused("max-bandwidth", "1M"));
        assertEquals("Parameter 'mode' does not accept value 'cpr'", refused("mode", "cpr"));
        assertEquals(
                "Invalid parameter type for 'cpr-exec-command', expected: array", refused("cpr-exec-command", null));
        assertEquals(
                "Invalid parameter type for 'cpr-exec-command[0]', expected: string",
                refused("cpr-exec-command", List.of(1L)));
        assertEquals("Invalid parameter type for 'direct-io', expected: boolean", refused("direct-io", "on"));
    }

    @Test
    void minusOne_isLargestNumber() throws ParameterRefused {
        BigInteger max = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        assertEquals(max, defaults.with(Map.of("max-bandwidth", -1L)).toMap().get("max-bandwidth"));
        assertEquals(max, defaults.with(Map.of("max-bandwidth", max)).toMap().get("max-bandwidth"));
    }

    @Test
    void refusal_changesNothing() {
        assertThrows(ParameterRefused.class, () -> defaults.with(Map.of("announce-max", 100L, "multifd-channels", 0L)));
        assertEquals(550L, defaults.toMap().get("announce-max"));
    }

    @Test
    void nullCreds_areEmptyAndOthersUnsupported() throws ParameterRefused {
        assertEquals(
                "",
                defaults.with(Collections.singletonMap("tls-creds", null))
                        .toMap()
                        .get("tls-creds"));
        String end = "does not accept this value: not supported by this build of Baton, TLS comes with a later one";
        assertEquals("Parameter 'tls-creds' " + end, refused("tls-creds", "x"));
    }

    @Test
    void lines_takeHmpUnits() throws ParameterRefused {
        assertEquals(1L << 20, defaults.withText("max-bandwidth", "1").maxBandwidth());
        assertEquals(100, defaults.withText("max-bandwidth", "100b").maxBandwidth());
        assertEquals(500, defaults.withText("downtime-limit", "500").downtimeLimit());
        assertEquals(MigMode.CPR_REBOOT, defaults.withText("mode", "cpr-reboot").mode());
        assertEquals(
                10485760L,
                defaults.withText("max-postcopy-bandwidth", "10M").toMap().get("max-postcopy-bandwidth"));
        assertEquals(
                Boolean.TRUE,
                defaults.withText("cpu-throttle-tailslow", "on").toMap().get("cpu-throttle-tailslow"));
    }

    @Test
    void lines_areRefusedWithHmpTexts() {
        assertEquals("Invalid size -1", refusedText("max-bandwidth", "-1"));
        assertEquals("Invalid size foo", refusedText("max-bandwidth", "foo"));
        assertEquals("invalid parameter value: foo", refusedText("foo", "1"));
        assertEquals("Parameter 'mode' does not accept value 'cpr-exec extra'", refusedText("mode", "cpr-exec extra"));
        assertEquals(
                "Parameter 'cpu-throttle-tailslow' expects 'on' or 'off'",
                refusedText("cpu-throttle-tailslow", "maybe"));
        assertEquals("Parameter 'multifd-channels' expects uint64", refusedText("multifd-channels", "x"));
        assertEquals(
                "The block-bitmap-mapping parameter can only be set through QMP",
                refusedText("block-bitmap-mapping", "x"));
        assertEquals(
                "Parameter 'downtime-limit' expects a non-negative number below 2^64\n"
                        + "Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\n"
                        + "and exabytes, respectively.",
                refusedText("downtime-limit", "foo"));
    }

    @Test
    void execCommandLine_isSplitAsAShellWould() throws ParameterRefused {
        assertEquals(
                List.of("a b", "c\\d", "e f", "g#h", ""),
                defaults.withText("cpr-exec-command", "'a b' \"c\\d\" e\\ f g#h \"\" # rest")
                        .cprExecCommand());
        assertEquals(
                "Text ended before matching quote was found for \". (The text was “\"unterminated”)",
                refusedText("cpr-exec-command", "\"unterminated"));
        assertEquals("Text was empty (or contained only whitespace)", refusedText("cpr-exec-command", "  "));
    }

    @Test
    void globals_knowTheirOwnNames() throws ParameterRefused {
        assertEquals(Capability.EVENTS, MigrationGlobals.capability("x-events"));
        assertEquals(null, MigrationGlobals.capability("x-ignore-shared"));
        assertEquals(Parameter.MAX_BANDWIDTH, MigrationGlobals.parameter("x-max-bandwidth"));
        assertEquals(null, MigrationGlobals.parameter("max-bandwidth"));
        assertEquals(Parameter.MODE, MigrationGlobals.parameter("mode"));
        assertEquals(
                7, MigrationGlobals.with(defaults, Parameter.MAX_BANDWIDTH, "7").maxBandwidth());
    }
}
