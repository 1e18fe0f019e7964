package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a guest that runs: what the kernel counts of it, its clock, its memory's properties. */
@KvmRequired
class LookIT {
    private static final String FIRST = "/machine/unattached/device[0]";

    @TempDir
    private Path directory;

    @Test
    void runningGuest_isLookedAtAndGoesOn() throws IOException, QmpError {
        try (TestVm vm = TestVm.start(directory, "-m", "64M", "-smp", "2", "-rtc", "base=2031-05-06T07:08:09")) {
            vm.guest().awaitUp(2);
            QmpClient qmp = vm.qmp();

            exitsAreCounted(qmp);
            everyFigure_isDescribed(qmp);
            assertEquals(List.of(), qmp.execute("query-stats", "target", "cryptodev"));
            clockShowsItsDate(qmp);
            memoryIsAllThere_onceAskedFor(qmp);
            vm.guest().awaitTicks(vm.guest().read(), 3);
        }
    }

    private static void exitsAreCounted(QmpClient qmp) throws IOException, QmpError {
        List<?> all = (List<?>) qmp.execute("query-stats", "target", "vcpu");
        assertEquals(2, all.size());
        Map<?, ?> one = exits(qmp);
        long before = number(one);
        assertTrue(before > 0, one.toString());
        assertEquals(FIRST, one.get("qom-path"));
        assertTrue(number(exits(qmp)) >= before, "exits go back");
    }

    private static Map<?, ?> exits(QmpClient qmp) throws IOException, QmpError {
        List<?> result = (List<?>) qmp.execute(
                "query-stats",
                "target",
                "vcpu",
                "vcpus",
                List.of(FIRST),
                "providers",
                List.of(Map.of("provider", "kvm", "names", List.of("exits"))));
        assertEquals(1, result.size());
        return (Map<?, ?>) result.get(0);
    }

    private static long number(Map<?, ?> result) {
        return (Long) ((Map<?, ?>) ((List<?>) result.get("stats")).get(0)).get("value");
    }

    private static void everyFigure_isDescribed(QmpClient qmp) throws IOException, QmpError {
        for (Object schema : (List<?>) qmp.execute("query-stats-schemas", "provider", "kvm")) {
            Object target = ((Map<?, ?>) schema).get("target");
            List<?> described = (List<?>) ((Map<?, ?>) schema).get("stats");
            List<?> values = (List<?>) qmp.execute("query-stats", "target", target);
            assertEquals(described.size(), ((List<?>) ((Map<?, ?>) values.get(0)).get("stats")).size());
        }
    }

    private static void clockShowsItsDate(QmpClient qmp) throws IOException, QmpError {
        Map<?, ?> shown = (Map<?, ?>) qmp.execute("qom-get", "path", "/machine", "property", "rtc-time");
        LocalDateTime date = LocalDateTime.of(
                        1900 + number(shown, "tm_year"), 1 + number(shown, "tm_mon"), number(shown, "tm_mday"), 0, 0)
                .plusHours(number(shown, "tm_hour"))
                .plusMinutes(number(shown, "tm_min"))
                .plusSeconds(number(shown, "tm_sec"));
        long since = date.toEpochSecond(ZoneOffset.UTC)
                - LocalDateTime.of(2031, 5, 6, 7, 8, 9).toEpochSecond(ZoneOffset.UTC);
        assertTrue(since >= 0 && since < 600, shown.toString());
        assertEquals(
                "Property 'mc146818rtc.date' is not writable",
                qmp.refused("qom-set", "path", "/machine", "property", "rtc-time", "value", 1L)
                        .getMessage());
    }

    private static int number(Map<?, ?> date, String member) {
        return ((Long) date.get(member)).intValue();
    }

    private static void memoryIsAllThere_onceAskedFor(QmpClient qmp) throws IOException, QmpError {
        String ram = "/objects/microvm.ram";
        assertEquals(false, qmp.execute("qom-get", "path", ram, "property", "prealloc"));
        qmp.execute("qom-set", "path", ram, "property", "prealloc", "value", true);
        assertEquals(true, qmp.execute("qom-get", "path", ram, "property", "prealloc"));
    }
}
