package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Linux boots to its init, is saved with cpr-reboot, and goes on counting in the next process. */
@KvmRequired
class LinuxIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"microvm", "q35"})
    void linux_bootsAndSurvivesCprReboot(String type) throws IOException, InterruptedException, QmpError {
        String folder = System.getenv("BATON_LINUX");
        assumeTrue(folder != null, "skipped: BATON_LINUX names no directory with vmlinux.xz and init.cpio");
        List<String> vm = machine(type.equals("q35") ? TestVm.Q35 : TestVm.MACHINE, Path.of(folder));
        String state = "file:" + directory.resolve("vm.state");
        Path serial;
        int counted;
        try (TestVm old = TestVm.startPlain(Program.underTest(), directory, vm)) {
            serial = old.serial();
            SerialLog console = new SerialLog(serial);
            Await.until("INIT up", Duration.ofSeconds(90), () -> "" + old.process() + serial, () -> console.text()
                    .contains("\nT3\r"));
            assertTrue(console.text().contains("INIT up"), console.text());
            old.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
            old.qmp().execute("migrate", "uri", state);
            old.qmp().awaitStatus("postmigrate");
            counted = lastCount(console.text());
            assertEquals(0, old.quit());
        }
        try (TestVm heir = TestVm.startPlain(Program.underTest(), directory, vm, "-incoming", state)) {
            SerialLog both = new SerialLog(serial, heir.serial());
            both.await("\nT" + (counted + 5) + "\r");
            assertCountsWithoutGap(both.text(), counted + 5);
        }
    }

    private List<String> machine(List<String> type, Path folder) throws IOException, InterruptedException {
        File kernel = directory.resolve("vmlinux").toFile();
        Process xz = new ProcessBuilder(
                        "xz", "-dc", folder.resolve("vmlinux.xz").toString())
                .redirectOutput(kernel)
                .start();
        assertEquals(0, xz.waitFor(), "xz");
        List<String> vm = new ArrayList<>(type);
        vm.addAll(List.of("-m", "32M", "-no-reboot", "-kernel", kernel.toString()));
        vm.addAll(List.of("-initrd", folder.resolve("init.cpio").toString(), "-append"));
        vm.add("console=ttyS0 quiet noxsave panic=-1 rodata=off clearcpuid=smap,popcnt,erms,fsrm");
        return vm;
    }

    /** The last number init counted to on a line that is complete. */
    private static int lastCount(String console) {
        int end = console.lastIndexOf('\r');
        int start = console.lastIndexOf("\nT", end) + 2;
        return Integer.parseInt(console.substring(start, end));
    }

    private static void assertCountsWithoutGap(String console, int last) {
        StringBuilder counts = new StringBuilder();
        for (int i = 1; i <= last; i++) {
            counts.append('T').append(i).append("\r\n");
        }
        String counted = console.substring(console.indexOf("T1\r"));
        assertTrue(counted.startsWith(counts.toString().stripTrailing()), counted);
    }
}
