package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton demo} works, and leaves nothing behind. */
class DemoIT {
    private static final String PROGRAM =
            Path.of(System.getProperty("baton.home")).resolve("bin/baton").toString();

    @TempDir
    private Path errors;

    @TempDir
    private Path itsTemporary;

    private Map<String, String> environment;

    @BeforeEach
    void needsKvm() {
        Path kvm = Path.of("/dev/kvm");
        assumeTrue(Files.isReadable(kvm) && Files.isWritable(kvm), "no /dev/kvm that we may open");
        environment = Map.of("BATON_JVM_OPTIONS", "-Djava.io.tmpdir=" + itsTemporary);
    }

    @Test
    void demo_showsEveryModeAndCleansUp() throws IOException, InterruptedException {
        Launched ran = Launched.run(errors, environment, PROGRAM, "demo");

        assertEquals(0, ran.status(), ran.out() + ran.err());
        String table = ran.out().substring(ran.out().indexOf("\nmode "));
        for (String mode :
                List.of("cpr-reboot, RAM in the file", "cpr-reboot, RAM in place", "cpr-transfer", "cpr-exec")) {
            assertTrue(table.contains("\n" + mode + " "), table);
        }
        assertArrayEquals(new String[0], itsTemporary.toFile().list());
    }

    @Test
    void endedInTheMiddle_itsProcessesAndFilesGo() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(PROGRAM, "demo").redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process demo = builder.start();
        BufferedReader out = demo.inputReader();
        String line = out.readLine();
        while (!line.contains("(qemu) info status")) {
            line = out.readLine();
        }
        List<ProcessHandle> guests = demo.descendants().toList();

        demo.destroy();

        assertTrue(demo.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, guests.size());
        assertEquals(List.of(), guests.stream().filter(ProcessHandle::isAlive).toList());
        assertArrayEquals(new String[0], itsTemporary.toFile().list());
    }
}
