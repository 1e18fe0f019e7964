package baton.tests.compat;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guest is saved by one monitor and goes on in the other, both ways, without noticing. */
@KvmRequired
class QemuExchangeIT {
    @TempDir
    private Path directory;

    private final Path ramFile =
            Path.of("/dev/shm/baton-test-" + ProcessHandle.current().pid() + "-exchange");
    private final Program baton = Program.underTest();
    private Program qemu;

    @BeforeEach
    void findQemu() {
        assumeTrue(Program.qemu().isPresent(), "skipped: no qemu-system-x86_64 is installed");
        qemu = Program.qemu().get();
    }

    @AfterEach
    void removeRam() throws IOException {
        Files.deleteIfExists(ramFile);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "2, true"})
    void qemu_goesOnWithOurFile(int cpus, boolean inPlace) throws IOException, QmpError {
        assertGuestMoves(baton, qemu, cpus, inPlace);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "2, true"})
    void baton_goesOnWithQemusFile(int cpus, boolean inPlace) throws IOException, QmpError {
        assertGuestMoves(qemu, baton, cpus, inPlace);
    }

    private void assertGuestMoves(Program from, Program to, int cpus, boolean inPlace) throws IOException, QmpError {
        String file = "file:" + directory.resolve("vm.state");
        GuestCounters saved;
        Path serial;
        try (TestVm old = TestVm.start(from, directory, vm(cpus, inPlace))) {
            old.guest().awaitUp(cpus);
            prepare(old, inPlace);
            old.qmp().execute("migrate", "uri", file);
            old.qmp().awaitStatus("postmigrate");
            saved = old.guest().read();
            serial = old.serial();
        }
        try (TestVm heir = TestVm.start(to, directory, vm(cpus, inPlace, "-incoming", "defer"))) {
            prepare(heir, inPlace);
            heir.qmp().execute("migrate-incoming", "uri", file);
            heir.qmp().awaitStatus("running");
            GuestCounters first = heir.guest().awaitTicks(saved, 20);
            heir.guest().assertRates(first);
            assertTrue(new SerialLog(serial, heir.serial()).assertGapless() > saved.lines());
        }
    }

    private static void prepare(TestVm vm, boolean inPlace) throws IOException, QmpError {
        vm.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
        List<Object> capabilities = List.of(Map.of("capability", "x-ignore-shared", "state", inPlace));
        vm.qmp().execute("migrate-set-capabilities", "capabilities", capabilities);
    }

    private String[] vm(int cpus, boolean inPlace, String... more) {
        List<String> all = new ArrayList<>(List.of("-m", "64M", "-smp", "" + cpus));
        if (inPlace) {
            String backend = "memory-backend-file,id=ram0,size=64M,share=on,mem-path=" + ramFile;
            all.addAll(List.of("-object", backend, "-machine", "memory-backend=ram0"));
        }
        Collections.addAll(all, more);
        return all.toArray(new String[0]);
    }
}
