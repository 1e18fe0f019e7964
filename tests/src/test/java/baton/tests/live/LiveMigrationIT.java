package baton.tests.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guest that writes to its memory all the time moves to another process. */
@KvmRequired
class LiveMigrationIT {
    private static final String WRITES = "busy dirty=16M";

    @TempDir
    private Path directory;

    private String uri(String transport) {
        return transport.equals("unix") ? "unix:" + directory.resolve("migration.sock") : "tcp:127.0.0.1:0";
    }

    @ParameterizedTest
    @CsvSource({"unix,", "unix, return-path", "tcp,", "tcp, return-path"})
    void memoryIsTheSame_pageByPage_andTheGuestGoesOn(String transport, String capability)
            throws IOException, QmpError {
        List<String> capabilities = capability == null ? List.of() : List.of(capability);
        try (Pair pair = Pair.start(directory, uri(transport), WRITES, capabilities, "-S")) {
            pair.migrate().completes();

            assertEquals("paused", pair.target().qmp().query("query-status").get("status"));
            pair.assertSameMemory();
            pair.target().qmp().execute("cont");
            pair.assertRunsOnTarget();
        }
    }

    @Test
    void slowLink_leavesTheGuestRunning_untilItsLimitsAreLifted() throws IOException, QmpError {
        try (Pair pair = Pair.start(directory, uri("unix"), WRITES, List.of("return-path"))) {
            pair.slow().migrate().awaitSent(2_000_000);

            assertEquals("active", pair.source().qmp().query("query-migrate").get("status"));
            pair.assertRunsOnSource();
            assertFalse(pair.source().qmp().eventNames().contains("STOP"));
            pair.fast().completes();

            pair.assertRunsOnTarget();
            assertTrue(pair.ram("dirty-sync-count") >= 3);
            assertTrue(pair.ram("precopy-bytes") > 2_000_000);
        }
    }

    @Test
    void events_comeInQemusOrder() throws IOException, QmpError {
        try (Pair pair = Pair.start(directory, uri("unix"), WRITES, List.of("pause-before-switchover"))) {
            pair.migrate();
            pair.source().qmp().awaitMigration("pre-switchover");
            assertEquals(
                    "finish-migrate", pair.source().qmp().query("query-status").get("status"));
            pair.source().qmp().execute("migrate-continue", "state", "pre-switchover");
            pair.completes();

            pair.source().qmp().awaitEvent("MIGRATION:completed");
            assertEquals(
                    List.of(
                            "MIGRATION:setup",
                            "MIGRATION_PASS",
                            "MIGRATION:active",
                            "MIGRATION_PASS",
                            "STOP",
                            "MIGRATION:pre-switchover",
                            "MIGRATION:device",
                            "MIGRATION_PASS",
                            "MIGRATION:completed"),
                    story(pair.source().qmp().eventNames()));
        }
    }

    /** Rounds that follow each other are told once. */
    private static List<String> story(List<String> events) {
        List<String> story = new ArrayList<>();
        for (String event : events) {
            boolean again = !story.isEmpty() && story.get(story.size() - 1).equals(event);
            if (!again) {
                story.add(event);
            }
        }
        return story;
    }

    @Test
    void guestThatIsTooFast_isSlowedDown_untilItArrives() throws IOException, QmpError {
        try (Pair pair =
                Pair.start(directory, uri("unix"), "busy dirty=32M", List.of("auto-converge", "return-path"))) {
            pair.slow()
                    .limit("throttle-trigger-threshold", 1)
                    .limit("cpu-throttle-initial", 60)
                    .limit("cpu-throttle-increment", 30);
            pair.migrate();
            Await.until("throttling", pair.source().process()::toString, () -> throttle(pair) >= 60);

            pair.fast().completes();

            pair.assertRunsOnTarget();
            assertEquals(0, throttle(pair));
        }
    }

    private static long throttle(Pair pair) throws IOException {
        try {
            Object percent = pair.source().qmp().query("query-migrate").get("cpu-throttle-percentage");
            return percent == null ? 0 : ((Number) percent).longValue();
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }

    @Test
    void guestThatResets_whileItsMemoryIsSent_bootsAgainAndArrivesWhole() throws IOException, QmpError {
        try (Pair pair = Pair.start(directory, uri("unix"), WRITES, List.of(), "-S")) {
            pair.slow().migrate().awaitSent(2_000_000);
            pair.source().qmp().execute("system_reset");
            pair.source().guest().awaitUp(2);

            pair.fast().completes();

            pair.assertSameMemory();
        }
    }
}
