package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.HmpPipe;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest is saved with mode cpr-reboot, its process ends, and it goes on in a new one as if nothing had been. */
@KvmRequired
class CprRebootIT {
    @TempDir
    private Path directory;

    /** RAM that is kept in place, on a file system that is memory, as in the session of the manual. */
    private final Path ramFile =
            Path.of("/dev/shm/baton-test-" + ProcessHandle.current().pid() + "-ram0");

    @AfterEach
    void removeRam() throws IOException {
        Files.deleteIfExists(ramFile);
    }

    @ParameterizedTest
    @CsvSource({"64M, 1", "64M, 2", "4G, 2"})
    void sessionWithRamInTheFile_guestGoesOn(String size, int cpus) throws IOException, QmpError {
        assertGuestGoesOn(List.of("-m", size, "-smp", "" + cpus), cpus, false);
    }

    @ParameterizedTest
    @CsvSource({"64M, 1", "64M, 2", "4G, 2"})
    void sessionWithRamKeptInPlace_guestGoesOn(String size, int cpus) throws IOException, QmpError {
        String backend = "memory-backend-file,id=ram0,size=" + size + ",mem-path=" + ramFile + ",align=2M,share=on";
        List<String> vm = List.of("-object", backend, "-m", size, "-machine", "memory-backend=ram0", "-smp", "" + cpus);

        assertGuestGoesOn(vm, cpus, true);

        long state = Files.size(directory.resolve("vm.state"));
        assertTrue(state < 1 << 20, "RAM was to be left out, the file has " + state + " bytes");
    }

    /** The session of the manual, typed. */
    private void assertGuestGoesOn(List<String> vm, int cpus, boolean inPlace) throws IOException, QmpError {
        GuestCounters saved;
        Path firstSerial;
        try (TestVm old = TestVm.start(directory, withMonitor(vm))) {
            HmpPipe hmp = old.hmp();
            old.guest().awaitUp(cpus);
            assertEquals("VM status: running\n", hmp.type("info status"));
            assertEquals("", hmp.type("migrate_set_parameter mode cpr-reboot"));
            assertEquals("", inPlace ? hmp.type("migrate_set_capability x-ignore-shared on") : "");
            assertEquals("", hmp.type("migrate -d file:vm.state"));
            hmp.typeUntil("info status", "VM status: paused (postmigrate)");
            saved = old.guest().read();
            firstSerial = old.serial();
            assertEquals(0, hmp.quit());
        }
        try (TestVm heir = TestVm.start(directory, withMonitor(vm, "-incoming", "defer"))) {
            HmpPipe hmp = heir.hmp();
            assertEquals("VM status: paused (inmigrate)\n", hmp.type("info status"));
            assertEquals("", hmp.type("migrate_set_parameter mode cpr-reboot"));
            assertEquals("", inPlace ? hmp.type("migrate_set_capability x-ignore-shared on") : "");
            assertEquals("", hmp.type("migrate_incoming file:vm.state"));
            hmp.typeUntil("info status", "VM status: running");
            assertWentOn(saved, heir, new SerialLog(firstSerial, heir.serial()));
            assertEquals(0, hmp.quit());
        }
    }

    private static void assertWentOn(GuestCounters saved, TestVm heir, SerialLog serial) throws IOException, QmpError {
        GuestCounters first = heir.guest().awaitTicks(saved, 20);
        heir.guest().assertRates(first);
        serial.await(String.format("tick %08d", saved.lines() + 5));
        assertTrue(serial.assertGapless() > saved.lines(), "lines came in the new process");
    }

    private static String[] withMonitor(List<String> vm, String... more) {
        List<String> all = new ArrayList<>(vm);
        all.addAll(List.of("-monitor", "stdio"));
        Collections.addAll(all, more);
        return all.toArray(new String[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory-backend-ram,id=ram0,size=64M",
                "memory-backend-ram,id=ram0,size=64M,share=on",
                "memory-backend-memfd,id=ram0,size=64M",
                "memory-backend-shm,id=ram0,size=64M",
                "memory-backend-file,id=ram0,size=64M,mem-path=ram0"
            })
    void everyBackend_guestGoesOn(String backend) throws IOException, QmpError {
        String[] vm = {"-object", backend, "-machine", "memory-backend=ram0", "-m", "64M", "-append", "busy dirty=16M"};

        assertGuestGoesOnByQmp(vm);
    }

    private void assertGuestGoesOnByQmp(String... vm) throws IOException, QmpError {
        Path state = directory.resolve("vm.state");
        GuestCounters saved;
        Path firstSerial;
        try (TestVm old = TestVm.start(directory, vm)) {
            old.guest().awaitUp(1);
            old.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
            old.qmp().execute("migrate", "uri", "file:" + state);
            old.qmp().awaitStatus("postmigrate");
            saved = old.guest().read();
            firstSerial = old.serial();
            assertEquals(0, old.quit());
        }
        try (TestVm heir = TestVm.start(directory, with(vm, "-incoming", "file:" + state))) {
            heir.qmp().awaitStatus("running");
            assertWentOn(saved, heir, new SerialLog(firstSerial, heir.serial()));
        }
    }

    private static String[] with(String[] vm, String... more) {
        List<String> all = new ArrayList<>(List.of(vm));
        Collections.addAll(all, more);
        return all.toArray(new String[0]);
    }

    @Test
    void guestThatWasPaused_staysPausedUntilContinued() throws IOException, QmpError {
        String[] vm = {"-m", "64M"};
        Path state = directory.resolve("vm.state");
        GuestCounters saved;
        Path firstSerial;
        try (TestVm old = TestVm.start(directory, vm)) {
            old.guest().awaitUp(1);
            old.qmp().execute("stop");
            old.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
            old.qmp().execute("migrate", "uri", "file:" + state);
            old.qmp().awaitStatus("postmigrate");
            saved = old.guest().read();
            firstSerial = old.serial();
        }
        try (TestVm heir = TestVm.start(directory, with(vm, "-incoming", "file:" + state))) {
            heir.qmp().awaitStatus("paused");
            assertEquals(saved.page(), heir.guest().read().page(), "nothing has moved");
            heir.qmp().execute("cont");
            assertWentOn(saved, heir, new SerialLog(firstSerial, heir.serial()));
        }
    }

    @Test
    void sourceContinuedAfterIt_goesOnTooAndWithTheRightEvents() throws IOException, QmpError {
        try (TestVm vm = TestVm.start(directory, "-m", "64M", "-smp", "2")) {
            vm.guest().awaitUp(2);
            vm.qmp()
                    .execute(
                            "migrate-set-capabilities",
                            "capabilities",
                            List.of(capability("events"), capability("x-ignore-shared")));
            vm.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
            vm.qmp().execute("migrate", "uri", "file:" + directory.resolve("vm.state"));
            vm.qmp().awaitEvent("MIGRATION:completed");
            vm.qmp().awaitStatus("postmigrate");
            GuestCounters saved = vm.guest().read();
            vm.qmp().execute("cont");
            vm.guest().awaitTicks(saved, 20).assertWentOnFrom(saved);

            List<String> events = vm.qmp().eventNames().stream()
                    .filter(name -> !name.equals("MIGRATION_PASS"))
                    .toList();
            assertEquals(
                    List.of(
                            "MIGRATION:setup",
                            "STOP",
                            "MIGRATION:active",
                            "MIGRATION:device",
                            "MIGRATION:completed",
                            "RESUME"),
                    events);
        }
    }

    private static Object capability(String name) {
        return Map.of("capability", name, "state", true);
    }

    @Test
    void chainOfThree_guestGoesOnEachTime() throws IOException, QmpError {
        Path state = directory.resolve("vm.state");
        List<Path> serials = new ArrayList<>();
        String[] incoming = {};
        GuestCounters saved = null;
        for (int generation = 0; generation < 3; generation++) {
            try (TestVm vm = TestVm.start(directory, with(new String[] {"-m", "64M", "-smp", "2"}, incoming))) {
                serials.add(vm.serial());
                saved = saved == null ? vm.guest().awaitUp(2) : vm.guest().awaitTicks(saved, 30);
                vm.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
                vm.qmp().execute("migrate", "uri", "file:" + state);
                vm.qmp().awaitStatus("postmigrate");
                saved = vm.guest().read();
                saved.assertNoFailures();
            }
            incoming = new String[] {"-incoming", "file:" + state};
        }
        new SerialLog(serials.toArray(new Path[0])).assertGapless();
    }
}
