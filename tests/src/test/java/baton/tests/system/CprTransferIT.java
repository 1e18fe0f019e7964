package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.cpr.Processes;
import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.HmpPipe;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A running guest goes over to a process that waits for it; whatever fails, exactly one of the two runs it. */
@KvmRequired
class CprTransferIT {
    @TempDir
    private Path directory;

    private static final String MEMFD = "memory-backend-memfd,id=ram0,size=64M";

    private TestVm start(String backend, int cpus, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "-object",
                backend,
                "-machine",
                "memory-backend=ram0",
                "-machine",
                "aux-ram-share=on",
                "-m",
                backend.contains("4G") ? "4G" : "64M",
                "-smp",
                Integer.toString(cpus)));
        Collections.addAll(all, more);
        return TestVm.start(directory, all.toArray(new String[0]));
    }

    private Path cpr() {
        return directory.resolve("cpr.sock");
    }

    private String cprOption() {
        return "{\"channel-type\": \"cpr\", \"addr\": { \"transport\": \"socket\", \"type\": \"unix\", \"path\": \""
                + cpr() + "\"}}";
    }

    private Path main() {
        return directory.resolve("main.sock");
    }

    /** A new process for the guest of {@code old}, listening for descriptors. */
    private TestVm heir(String backend, int cpus, String... incoming) throws IOException {
        Files.deleteIfExists(cpr());
        List<String> more = new ArrayList<>(List.of(incoming));
        more.addAll(List.of("-incoming", cprOption()));
        TestVm heir = start(backend, cpus, more.toArray(new String[0]));
        Processes.awaitListening(heir.process(), cpr());
        return heir;
    }

    private Object migrate(TestVm old) throws IOException, QmpError {
        return old.qmp().execute("migrate", "channels", List.of(channel("main", main()), channel("cpr", cpr())));
    }

    private static Map<String, Object> channel(String type, Path path) {
        return Map.of("channel-type", type, "addr", Map.of("transport", "socket", "type", "unix", "path", "" + path));
    }

    private static void set(TestVm vm, String name, Object value) throws IOException, QmpError {
        vm.qmp().execute("migrate-set-parameters", name, value);
    }

    private static Map<?, ?> query(TestVm vm, String command) throws IOException {
        try {
            return (Map<?, ?>) vm.qmp().execute(command);
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }

    private static Map<?, ?> awaitMigration(TestVm vm, String status) throws IOException {
        Await.until("status " + status, vm.process()::toString, () -> {
            Object now = query(vm, "query-migrate").get("status");
            assertFalse(
                    !status.equals(now) && ("completed".equals(now) || "failed".equals(now)),
                    "status is " + query(vm, "query-migrate"));
            return status.equals(now);
        });
        return query(vm, "query-migrate");
    }

    private static void assertWentOn(GuestCounters saved, TestVm heir, SerialLog serial) throws IOException, QmpError {
        GuestCounters first = heir.guest().awaitTicks(saved, 20);
        heir.guest().assertRates(first);
        serial.await(String.format("tick %08d", saved.lines() + 5));
        assertTrue(serial.assertGapless() > saved.lines(), "lines came in the new process");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The first example of QEMU's CPR guide. */
    @ParameterizedTest
    @CsvSource({"64M, 1", "64M, 2", "4G, 2"})
    void guideWithIncomingUri_guestGoesOn(String size, int cpus) throws IOException, QmpError {
        String ram =
                "memory-backend-file,id=ram0,size=" + size + ",mem-path=" + directory.resolve("ram0") + ",share=on";
        int port = freePort();
        try (TestVm old = start(ram, cpus, "-qmp", "stdio");
                TestVm heir = heir(ram, cpus, "-monitor", "stdio", "-incoming", "tcp:0:" + port)) {
            GuestCounters before = old.guest().awaitUp(cpus);
            assertEquals("", heir.process().out().text(), "no prompt before the old process migrates");
            old.process().type("{\"execute\":\"qmp_capabilities\"}\n{\"execute\": \"query-status\"}\n");
            int at = old.process().out().await("\"status\": \"running\"", 0);
            old.process().type("{\"execute\":\"migrate-set-parameters\",\"arguments\":{\"mode\":\"cpr-transfer\"}}\n");
            at = old.process().out().await("{\"return\": {}}", at);
            old.process()
                    .type("{\"execute\": \"migrate\", \"arguments\": { \"channels\": [ {\"channel-type\": \"main\","
                            + " \"addr\": { \"transport\": \"socket\", \"type\": \"inet\", \"host\": \"0\", \"port\": \""
                            + port + "\" }}, {\"channel-type\": \"cpr\", \"addr\": { \"transport\": \"socket\","
                            + " \"type\": \"unix\", \"path\": \"" + cpr() + "\" }}]}}\n");
            at = old.process().out().await("{\"return\": {}}", at);
            HmpPipe hmp = heir.hmp();
            assertTrue(hmp.banner().startsWith("QEMU "), hmp.banner());
            hmp.typeUntil("info status", "VM status: running");
            awaitMigration(old, "completed");
            old.process().type("{\"execute\": \"query-status\"}\n");
            old.process().out().await("\"status\": \"postmigrate\"", at);
            assertFalse(Files.exists(cpr()), "the socket's name is gone");
            assertWentOn(before, heir, new SerialLog(old.serial(), heir.serial()));
        }
    }

    /** The second example: monitor commands reach the new process before it listens. */
    @Test
    void guideWithDefer_guestGoesOn() throws IOException, QmpError {
        int port = freePort();
        try (TestVm old = start(MEMFD, 1);
                TestVm heir = heir(MEMFD, 1, "-monitor", "stdio", "-incoming", "defer")) {
            GuestCounters before = old.guest().awaitUp(1);
            set(old, "mode", "cpr-transfer");
            old.qmp()
                    .execute(
                            "migrate",
                            "channels",
                            List.of(
                                    Map.of(
                                            "channel-type",
                                            "main",
                                            "addr",
                                            Map.of(
                                                    "transport",
                                                    "socket",
                                                    "type",
                                                    "inet",
                                                    "host",
                                                    "0",
                                                    "port",
                                                    "" + port)),
                                    channel("cpr", cpr())));
            HmpPipe hmp = heir.hmp();
            assertEquals("VM status: paused (inmigrate)\n", hmp.type("info status"));
            assertEquals("running", query(old, "query-status").get("status"));
            assertEquals("setup", query(old, "query-migrate").get("status"));
            assertEquals(
                    "Error: Failed to bind socket to /nonexistent/x: No such file or directory\n",
                    hmp.type("migrate_incoming unix:/nonexistent/x"),
                    "and it may be tried again");
            assertEquals("", hmp.type("migrate_incoming tcp:0:" + port));
            hmp.typeUntil("info status", "VM status: running");
            awaitMigration(old, "completed");
            assertWentOn(before, heir, new SerialLog(old.serial(), heir.serial()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory-backend-memfd,id=ram0,size=64M",
                "memory-backend-shm,id=ram0,size=64M",
                "memory-backend-ram,id=ram0,size=64M,share=on",
                "memory-backend-file,id=ram0,size=64M,mem-path=ram0,share=on"
            })
    void everyBackend_guestGoesOnAndBackAgain(String backend) throws IOException, QmpError {
        try (TestVm first = start(backend, 2, "-append", "busy dirty=16M");
                TestVm second = heir(backend, 2, "-append", "busy dirty=16M", "-incoming", "unix:" + main())) {
            GuestCounters before = first.guest().awaitUp(2);
            set(first, "mode", "cpr-transfer");
            migrate(first);
            Map<?, ?> report = awaitMigration(first, "completed");
            assertTrue(report.get("x-pause") instanceof Map<?, ?>, "" + report);
            assertEquals(0, first.quit());
            Map<?, ?> there = awaitMigration(second, "completed");
            assertTrue(((Map<?, ?>) there.get("x-pause")).containsKey("start"), "" + there);
            try (TestVm third = heir(backend, 2, "-append", "busy dirty=16M", "-incoming", "unix:" + main())) {
                set(second, "mode", "cpr-transfer");
                migrate(second);
                awaitMigration(second, "completed");
                assertEquals(0, second.quit());
                assertWentOn(before, third, new SerialLog(first.serial(), second.serial(), third.serial()));
            }
        }
    }

    @Test
    void takenOver_oldProcessRefusesToRunIt() throws IOException, QmpError {
        try (TestVm old = start(MEMFD, 1);
                TestVm heir = heir(MEMFD, 1, "-incoming", "unix:" + main())) {
            old.guest().awaitUp(1);
            set(old, "mode", "cpr-transfer");
            migrate(old);
            awaitMigration(old, "completed");
            String why = assertThrows(QmpError.class, () -> old.qmp().execute("cont"))
                    .getMessage();
            assertTrue(why.contains("taken over by process " + heir.process().pid()), why);
            assertEquals("postmigrate", query(old, "query-status").get("status"));
        }
    }

    @Test
    void pausedGuest_staysPausedAndGoesOnLater() throws IOException, QmpError {
        try (TestVm old = start(MEMFD, 1);
                TestVm heir = heir(MEMFD, 1, "-incoming", "unix:" + main())) {
            GuestCounters before = old.guest().awaitUp(1);
            old.qmp().execute("stop");
            set(old, "mode", "cpr-transfer");
            migrate(old);
            awaitMigration(old, "completed");
            assertEquals("paused", query(heir, "query-status").get("status"));
            heir.qmp().execute("cont");
            assertWentOn(before, heir, new SerialLog(old.serial(), heir.serial()));
        }
    }

    /** After a failure the guest goes on in the old process, which says why. */
    private void assertOldGoesOn(TestVm old, String error) throws IOException, QmpError {
        String why = "" + awaitMigration(old, "failed").get("error-desc");
        assertTrue(why.contains(error), why);
        assertEquals("running", query(old, "query-status").get("status"));
        GuestCounters now = old.guest().read();
        old.guest().awaitTicks(now, 20).assertWentOnFrom(now);
        new SerialLog(old.serial()).assertGapless();
    }

    private TestVm readyToMigrate(int cpus) throws IOException, QmpError {
        TestVm old = start(MEMFD, cpus);
        old.guest().awaitUp(cpus);
        set(old, "mode", "cpr-transfer");
        return old;
    }

    @Test
    void newProcessKilledBeforeItListens_oldGoesOn() throws IOException, QmpError {
        try (TestVm old = readyToMigrate(1);
                TestVm heir = heir(MEMFD, 1, "-incoming", "defer")) {
            migrate(old);
            heir.awaitSocket();
            heir.process().close();
            assertOldGoesOn(old, "The new process ended before it took the guest over");
        }
    }

    @Test
    void newProcessThatDiffers_oldGoesOnAndSaysWhatTheNewOneSaid() throws IOException, QmpError {
        try (TestVm old = readyToMigrate(2)) {
            try (TestVm heir = heir(MEMFD, 1, "-incoming", "unix:" + main())) {
                migrate(old);
                assertOldGoesOn(old, "Unknown section or instance 'apic' 1");
                assertEquals(1, heir.process().awaitExit());
            }
            try (TestVm heir = heir(MEMFD, 2, "-incoming", "unix:" + main())) {
                migrate(old);
                awaitMigration(old, "completed");
                assertEquals("running", query(heir, "query-status").get("status"), "and it works after failures");
            }
        }
    }

    @Test
    void newProcessThatNeverListens_oldGoesOnAfterTheLimitAndWhenCancelled() throws IOException, QmpError {
        try (TestVm old = readyToMigrate(1)) {
            set(old, "x-cpr-timeout", 1000L);
            try (TestVm heir = heir(MEMFD, 1, "-incoming", "defer")) {
                migrate(old);
                assertOldGoesOn(old, "did not listen on the main channel within 1000 ms");
                assertEquals(1, heir.process().awaitExit(), "no guest will come");
            }
            set(old, "x-cpr-timeout", 20_000L);
            try (TestVm heir = heir(MEMFD, 1, "-incoming", "defer")) {
                migrate(old);
                heir.awaitSocket();
                old.qmp().execute("migrate_cancel");
                awaitMigration(old, "cancelled");
                assertEquals(1, heir.process().awaitExit(), "it ends by itself");
                String said = heir.process().err().text();
                assertTrue(said.endsWith("no guest will come: the old process goes on with the guest itself\n"), said);
            }
            GuestCounters now = old.guest().read();
            old.guest().awaitTicks(now, 20).assertWentOnFrom(now);
        }
    }

    @Test
    void newProcessKilledDuringTheStream_oldGoesOn() throws IOException, QmpError {
        try (TestVm old = readyToMigrate(1);
                TestVm heir = heir(MEMFD, 1, "-incoming", "unix:" + main())) {
            old.qmp()
                    .execute(
                            "migrate-set-capabilities",
                            "capabilities",
                            List.of(Map.of("capability", "pause-before-switchover", "state", true)));
            migrate(old);
            awaitMigration(old, "pre-switchover");
            heir.process().close();
            old.qmp().execute("migrate-continue", "state", "pre-switchover");
            assertOldGoesOn(old, "");
        }
    }

    @Test
    void privateRam_isRefusedAndSaysSo() throws IOException, QmpError {
        try (TestVm old = TestVm.start(directory, "-m", "64M", "-machine", "aux-ram-share=on")) {
            set(old, "mode", "cpr-transfer");
            String blocker = "Memory region microvm.ram is not compatible with CPR. share=on is required for"
                    + " memory-backend objects, and aux-ram-share=on is required.";
            assertEquals(List.of(blocker), query(old, "query-migrate").get("blocked-reasons"));
            QmpError error = assertThrows(QmpError.class, () -> migrate(old));
            assertTrue(error.getMessage().contains(blocker), error.getMessage());
            set(old, "mode", "cpr-exec");
            assertEquals(List.of(blocker), query(old, "query-migrate").get("blocked-reasons"));
            assertEquals("running", query(old, "query-status").get("status"));
        }
    }
}
