package baton.tests.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams captured from QEMU 10.2.2 load into a whole machine. They are loaded with {@code -S}: the firmware's pages were
 * taken out of them, so that their guests cannot run everywhere.
 */
@KvmRequired
class GoldenStreamIT {
    private static final Path GOLDEN = Path.of("../migration-engine/src/test/resources/golden/qemu-10.2.2");

    private static final List<String> PUT_THERE_BY_THE_GUEST = List.of(
            "GDT=     00100038 00000017",
            "DR0=0000000012345678 DR1=0000000000000000 DR2=0000000000000000 DR3=0000000000abcdef",
            "XMM07=0123456789abcdef 99aabbccddeeff00");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "mv1-hlt, -smp 1, events",
        "mv1-paused, -smp 1, events",
        "mv1-plain, -smp 1, events",
        "mv1-pvmsr, -smp 1, events",
        "mv1-uuid, -uuid 11223344-5566-7788-99aa-bbccddeeff00, validate-uuid",
        "mv1-cpr-reboot, FILE, x-ignore-shared",
        "mv1-memfile-ign, FILE, x-ignore-shared",
        "mv2, -smp 2, events",
        "mv2-hlt, -smp 2, events"
    })
    void capturedStream_loads(String name, String machine, String capability) throws IOException, QmpError {
        List<String> arguments = new ArrayList<>(List.of("-m", "64M", "-S", "-incoming", "defer"));
        arguments.addAll(arguments(machine));
        try (TestVm vm = TestVm.start(Program.underTest(), directory, arguments.toArray(new String[0]))) {
            List<Object> capabilities = List.of(Map.of("capability", capability, "state", true));
            vm.qmp().execute("migrate-set-capabilities", "capabilities", capabilities);
            vm.qmp()
                    .execute(
                            "migrate-incoming",
                            "uri",
                            "file:" + GOLDEN.resolve(name + ".mig").toAbsolutePath());

            vm.qmp().awaitStatus("paused");
            assertEquals("completed", vm.qmp().query("query-migrate").get("status"));
            String registers = vm.qmp().hmp("info registers");
            for (String wanted : PUT_THERE_BY_THE_GUEST) {
                assertTrue(registers.contains(wanted), () -> wanted + " is not in " + registers);
            }
            assertEquals(0, vm.quit());
        }
    }

    private List<String> arguments(String machine) {
        if (!machine.equals("FILE")) {
            String value = machine.substring(machine.indexOf(' ') + 1);
            return List.of(machine.substring(0, machine.indexOf(' ')), value);
        }
        String backend = "memory-backend-file,id=m0,size=64M,share=on,mem-path=" + directory.resolve("m0");
        return List.of("-object", backend, "-machine", "memory-backend=m0");
    }
}
