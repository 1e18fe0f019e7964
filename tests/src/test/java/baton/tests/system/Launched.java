package baton.tests.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A command that has run, with an empty stdin: its exit status and what it printed. */
record Launched(int status, String out, String err) {
    static Launched run(Path temporary, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path err = Files.createTempFile(temporary, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Launched(process.waitFor(), out, Files.readString(err));
    }
}
