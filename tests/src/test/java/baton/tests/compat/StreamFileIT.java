package baton.tests.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we write comes apart and together again, to the byte, in a decoder that was made from QEMU's streams alone. */
class StreamFileIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1, 64M, events", "2, 64M, x-ignore-shared", "2, 64M, validate-uuid", "1, 4G, events"})
    @KvmRequired
    void savedGuest_reencodesToTheSameBytes(int cpus, String size, String capability) throws IOException, QmpError {
        assumePython();
        Path state = directory.resolve("vm.state");
        String uuid = "11223344-5566-7788-99aa-bbccddeeff00";
        try (TestVm vm = TestVm.start(directory, "-m", size, "-smp", "" + cpus, "-uuid", uuid)) {
            vm.guest().awaitUp(cpus);
            List<Object> capabilities = List.of(Map.of("capability", capability, "state", true));
            vm.qmp().execute("migrate-set-capabilities", "capabilities", capabilities);
            vm.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
            vm.qmp().execute("migrate", "uri", "file:" + state);
            vm.qmp().awaitStatus("postmigrate");
        }

        assertEquals(state + ": " + Files.size(state) + " bytes, the same\n", reencode(state));
    }

    @Test
    void oneByteOfADeviceChanged_wouldShow() throws IOException {
        assumePython();
        Path golden = Path.of("../migration-engine/src/test/resources/golden/qemu-10.2.2/mv1-plain.mig");
        byte[] bad = Files.readAllBytes(golden);
        int at = new String(bad, StandardCharsets.ISO_8859_1).indexOf("mc146818rtc");
        bad[at - 1]++; // its length
        Path file = directory.resolve("bad");
        Files.write(file, bad);

        assertEquals(-1, reencode(file).indexOf("the same"));
    }

    private static void assumePython() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "skipped: python3 is not installed");
    }

    private static String reencode(Path file) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "tools/reencode.py", file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
