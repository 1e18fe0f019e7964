package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.HmpPipe;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, foreign or made for another machine end in QEMU's error, never in a guest that runs wrongly. */
@KvmRequired
class IncomingFailureIT {
    private static byte[] good;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeAll
    static void saveAGuest(@TempDir Path directory) throws IOException, QmpError {
        try (TestVm vm = TestVm.start(directory, "-m", "64M")) {
            vm.guest().awaitUp(1);
            vm.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
            vm.qmp().execute("migrate", "uri", "file:" + directory.resolve("good"));
            vm.qmp().awaitStatus("postmigrate");
        }
        good = Files.readAllBytes(directory.resolve("good"));
    }

    @BeforeEach
    void nameFile() {
        file = directory.resolve("vm.state");
    }

    @Test
    void fileThatIsNotThere_endsTheProcess() throws IOException {
        assertRefused("qemu-system-x86_64: -incoming file:" + file + ": Could not open '" + file
                + "': No such file or directory\n");
    }

    @Test
    void textFile_isNoStream() throws IOException {
        Files.writeString(file, "hello world");

        assertRefused(
                "load of migration failed: Invalid argument: Not a migration stream, magic: 68656c6c != 5145564d\n");
    }

    @Test
    void emptyFile_isNoStream() throws IOException {
        Files.write(file, new byte[0]);

        assertRefused("load of migration failed: Invalid argument: Not a migration stream, magic: 0 != 5145564d\n");
    }

    @Test
    void otherMachine_isRefused() throws IOException {
        write(replaced("microvm", "microvn", 0));

        assertRefused(
                "Machine type received is 'microvn' and local is 'microvm'\n",
                "load of migration failed: Invalid argument: post load hook failed for: configuration, "
                        + "version_id: 1, minimum_version: 0, ret: -22\n");
    }

    @Test
    void otherMemorySize_isRefused() throws IOException {
        write(good);

        assertRefused(
                List.of("-m", "128M"),
                "Size mismatch: microvm.ram: 0x4000000 != 0x8000000: Invalid argument\n",
                "load of migration failed: Invalid argument: error while loading state for instance 0x0 of device "
                        + "'ram': Failed to load vmstate version_id: 4, ret: -22\n");
    }

    @Test
    void hugeBlockInTheRamList_isRefusedWithoutAllocatingIt() throws IOException {
        byte[] bad = good.clone();
        ByteBuffer.wrap(bad).putLong(indexOf("microvm.ram", 0) + "microvm.ram".length(), 1L << 60);
        write(bad);

        assertRefused("Size mismatch: microvm.ram: 0x1000000000000000 != 0x4000000: Invalid argument\n");
    }

    @Test
    void unknownBlock_isRefused() throws IOException {
        write(replaced("microvm.ram", "microvm.rum", 0));

        assertRefused("Unknown ramblock \"microvm.rum\", cannot accept migration\n");
    }

    @Test
    void unknownSection_isRefused() throws IOException {
        write(replaced("mc146818rtc", "mc146818rtx", 0));

        assertRefused("section or instance 'mc146818rtx' 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0001, 0.01, 0.5, 0.9})
    void truncatedFile_endsTheProcess(double part) throws IOException {
        int sections = good.length - descriptionLength();
        write(Arrays.copyOf(good, (int) (sections * part)));

        assertRefused("load of migration failed: ");
    }

    /** Length of what comes last, which a loader never looks at: byte 6, length, JSON. */
    private static int descriptionLength() {
        ByteBuffer bytes = ByteBuffer.wrap(good);
        int at = good.length - 6;
        while (good[at] != 6 || bytes.getInt(at + 1) != good.length - at - 5) {
            at--;
        }
        return good.length - at;
    }

    @Test
    void flippedBytes_neverCrashOrHang() throws IOException {
        // Fixed seed: the same offsets every time, spread over what is not page content.
        Random random = new Random(2);
        int devices = indexOf("cpu_common", 0);
        int end = good.length - descriptionLength();
        for (int i = 0; i < 8; i++) {
            byte[] bad = good.clone();
            int at = i < 2 ? random.nextInt(96) : devices + random.nextInt(end - devices);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            write(bad);
            assertLoadsOrIsRefused("bit flipped at " + at);
        }
    }

    private void assertLoadsOrIsRefused(String what) throws IOException {
        try (MonitorProcess process =
                MonitorProcess.start(Program.underTest(), directory, incoming(List.of("-m", "64M")))) {
            Await.until(
                    what,
                    process::toString,
                    () -> !process.isAlive() || Files.exists(serial()) && Files.size(serial()) > 0);
            assertTrue(process.isAlive() || process.awaitExit() == 1, process::toString);
            assertNoTrace(process);
            assertTrue(
                    process.isAlive() || process.err().text().contains("load of migration failed: "),
                    process::toString);
        }
        Files.deleteIfExists(serial());
    }

    @Test
    void humanMonitor_saysWhyAndStaysThere() throws IOException, QmpError {
        Files.writeString(file, "hello world");
        try (TestVm vm = TestVm.start(directory, "-m", "64M", "-incoming", "defer", "-monitor", "stdio")) {
            HmpPipe hmp = vm.hmp();
            assertEquals("Error: unknown migration protocol: foo\n", hmp.type("migrate_incoming foo"));
            assertEquals("", hmp.type("migrate_incoming file:vm.state"));
            hmp.typeUntil(
                    "info migrate",
                    "Status: \t\tfailed (load of migration failed: Invalid argument: Not a migration stream, "
                            + "magic: 68656c6c != 5145564d)");
            assertEquals("VM status: paused (inmigrate)\n", hmp.type("info status"));
            Files.write(file, good);
            assertEquals("", hmp.type("migrate_incoming file:vm.state"));
            hmp.typeUntil("info migrate", "Status: \t\tcompleted");
            assertEquals("VM status: running\n", hmp.type("info status"));
            assertEquals(
                    "Error: The incoming migration has already been started\n",
                    hmp.type("migrate_incoming file:vm.state"));
            assertEquals(0, hmp.quit());
        }
    }

    @Test
    void machineProtocol_fileThatIsNotThere_leavesItWaiting() throws IOException, QmpError {
        try (TestVm vm = TestVm.start(directory, "-m", "64M", "-incoming", "defer")) {
            QmpError error = vm.qmp().refused("migrate-incoming", "uri", "file:" + file);

            assertEquals("Could not open '" + file + "': No such file or directory", error.getMessage());
            vm.qmp().awaitStatus("inmigrate");
            assertEquals(0, vm.quit());
        }
    }

    @Test
    void machineProtocol_badFile_endsTheProcess() throws IOException, QmpError {
        Files.writeString(file, "hello world");
        try (TestVm vm = TestVm.start(directory, "-m", "64M", "-incoming", "defer")) {
            vm.qmp().execute("migrate-incoming", "uri", "file:" + file);

            assertEquals(1, vm.process().awaitExit(), vm.process()::toString);
            assertTrue(vm.process().err().text().contains("Not a migration stream"), vm.process()::toString);
        }
    }

    private void assertRefused(String... texts) throws IOException {
        assertRefused(List.of("-m", "64M"), texts);
    }

    private void assertRefused(List<String> machine, String... texts) throws IOException {
        try (MonitorProcess process = MonitorProcess.start(Program.underTest(), directory, incoming(machine))) {
            assertEquals(1, process.awaitExit(), process::toString);
            assertNoTrace(process);
            for (String text : texts) {
                assertTrue(
                        process.err().text().contains(Program.underTest().words(text)),
                        () -> "no \"" + text + "\" from " + process);
            }
            assertFalse(Files.exists(serial()) && Files.size(serial()) > 0, "the guest ran");
        }
    }

    private static void assertNoTrace(MonitorProcess process) {
        String err = process.err().text();
        assertFalse(err.contains("Exception") || err.contains("\tat "), process::toString);
    }

    private Path serial() {
        return directory.resolve("serial");
    }

    private List<String> incoming(List<String> machine) throws IOException {
        List<String> all = new ArrayList<>(TestVm.MACHINE);
        all.addAll(machine);
        all.addAll(List.of("-kernel", TestVm.guest(directory).toString(), "-serial", "file:" + serial()));
        all.addAll(List.of("-incoming", "file:" + file));
        return all;
    }

    private void write(byte[] content) throws IOException {
        Files.write(file, content);
    }

    private static byte[] replaced(String old, String with, int from) {
        byte[] bad = good.clone();
        System.arraycopy(with.getBytes(StandardCharsets.ISO_8859_1), 0, bad, indexOf(old, from), with.length());
        return bad;
    }

    private static int indexOf(String text, int from) {
        int at = new String(good, StandardCharsets.ISO_8859_1).indexOf(text, from);
        assertTrue(at >= 0, text);
        return at;
    }
}
