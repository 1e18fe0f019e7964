package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines from transcripts/qmp-cpr-reboot-file-copy.txt, hmp-session.txt and cli-incoming-forms.txt. */
class MigrationTextTest {
    private static Map<String, Object> ram(double mbps, long downtimeBytes) {
        Map<String, Object> ram = new LinkedHashMap<>();
        ram.put("total", 67641344L);
        ram.put("remaining", 0L);
        ram.put("transferred", 16445779L);
        ram.put("duplicate", 12562L);
        ram.put("normal", 3952L);
        ram.put("dirty-pages-rate", 0L);
        ram.put("mbps", mbps);
        ram.put("dirty-sync-count", 3L);
        ram.put("postcopy-requests", 0L);
        ram.put("page-size", 4096L);
        ram.put("multifd-bytes", 0L);
        ram.put("pages-per-second", 35220L);
        ram.put("precopy-bytes", 0L);
        ram.put("downtime-bytes", downtimeBytes);
        ram.put("postcopy-bytes", 0L);
        ram.put("dirty-sync-missed-zero-copy", 0L);
        return ram;
    }

    @Test
    void completed_isQemusBlock() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("status", "completed");
        info.put("setup-time", 23L);
        info.put("downtime", 118L);
        info.put("total-time", 118L);
        info.put("ram", ram(1384.9077052631578, 16332166));
        assertEquals(
                List.of(
                        "Status: \t\tcompleted",
                        "Time (ms): \t\ttotal=118, setup=23, down=118",
                        "RAM info:",
                        "  Throughput (Mbps): \t1384.91",
                        "  Sizes: \t\tpagesize=4 KiB, total=64.5 MiB",
                        "  Transfers: \t\ttransferred=15.7 MiB, remain=0 B",
                        "    Channels: \t\tprecopy=0 B, multifd=0 B, postcopy=0 B",
                        "    Page Types: \tnormal=3952, zero=12562",
                        "  Page Rates (pps): \ttransfer=35220",
                        "  Others: \t\tdirty_syncs=3, downtime_bytes=16332166"),
                MigrationText.of(info, false));
    }

    @Test
    void active_showsExpectedDowntime() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("status", "active");
        info.put("setup-time", 14L);
        info.put("total-time", 1517L);
        info.put("expected-downtime", 300L);
        assertEquals(
                "Time (ms): \t\ttotal=1517, setup=14, exp_down=300",
                MigrationText.of(info, false).get(1));
    }

    @Test
    void nothingToTell_isNothing() {
        assertEquals(List.of(), MigrationText.of(Map.of(), false));
        assertEquals(
                List.of(
                        "Globals:",
                        "  store-global-state: on",
                        "  only-migratable: off",
                        "  send-configuration: on",
                        "  send-section-footer: on",
                        "  send-switchover-start: on",
                        "  clear-bitmap-shift: 18"),
                MigrationText.of(Map.of(), true));
    }

    @Test
    void blockers_comeFirst() {
        assertEquals(
                List.of("Outgoing migration blocked:", "  one", "  two"),
                MigrationText.of(Map.of("blocked-reasons", List.of("one", "two")), false));
    }

    @Test
    void listener_isShown() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("status", "setup");
        info.put("socket-address", List.of(Map.of("port", "44511", "ipv6", true, "host", "::1", "type", "inet")));
        assertEquals(List.of("Status: \t\tsetup", "Sockets: [", "\ttcp:::1:44511", "]"), MigrationText.of(info, false));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "4096,4 KiB",
        "715776,699 KiB",
        "67641344,64.5 MiB",
        "4205017,4.01 MiB",
        "62521344,59.6 MiB",
        "1073741824,1 GiB"
    })
    void size_hasThreeDigits(long bytes, String text) {
        assertEquals(text, MigrationText.size(bytes));
    }
}
