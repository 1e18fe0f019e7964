package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs that know nothing of Baton, in a directory of their own, with what they are to read. */
record Outsider(Path directory) {
    private static final long LIMIT_SECONDS = 120;
    private static final String LIBRARY = System.getenv("BATON_QEMU_QMP");

    /**
     * What a program did.
     *
     * @param status its exit status
     * @param text what it printed, errors among it, lines ended by LF
     */
    record Ended(int status, String text) {
        List<String> lines() {
            return List.of(text.split("\n"));
        }
    }

    /** Skips the test where {@code program} is not installed. */
    static void need(String program) {
        boolean found = false;
        for (String place : System.getenv("PATH").split(":")) {
            found |= Files.isExecutable(Path.of(place, program));
        }
        assumeTrue(found, "skipped: " + program + " is not installed");
    }

    /** Skips the test where Python has no QMP library. */
    void needLibrary() throws IOException {
        need("python3");
        int status = run("", "python3", "-c", "import qemu.qmp").status();
        assumeTrue(status == 0, "skipped: Python has no qemu.qmp here; tests/clients/qemu-qmp.sh says why");
    }

    /** Runs {@code command} with {@code input} to its end. */
    Ended run(String input, String... command) throws IOException {
        Path output = Files.createTempFile(directory, "output", "");
        Path typed = Files.writeString(Files.createTempFile(directory, "input", ""), input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(typed.toFile())
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", directory.toString());
        if (LIBRARY != null && !LIBRARY.isEmpty()) {
            builder.environment().put("PYTHONPATH", LIBRARY);
        }
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> String.join(" ", command) + " hangs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        return new Ended(process.exitValue(), text.replace("\r\n", "\n"));
    }
}
