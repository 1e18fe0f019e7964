package baton.tests.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Guests in C of {@code tests/guest}: 32 bits, freestanding, started by PVH. */
public final class CompiledGuest {
    private static final Path SOURCES = Path.of("guest");
    private static final String FLAGS = "-m32 -O1 -ffreestanding -fno-pic -no-pie -fno-stack-protector"
            + " -fno-asynchronous-unwind-tables -mno-sse -mno-mmx -fno-tree-loop-distribute-patterns -nostdlib -static"
            + " -Wl,--build-id=none,-z,noexecstack,--no-warn-rwx-segments";

    private CompiledGuest() {}

    /** The kernel made of folder {@code name}, in {@code directory}. The test is skipped where there is no gcc. */
    public static Path make(Path directory, String name) throws IOException, InterruptedException {
        Path kernel = directory.resolve(name + ".elf");
        List<String> command = new ArrayList<>(List.of("gcc"));
        Collections.addAll(command, FLAGS.split(" "));
        command.add("-Wl,-T," + SOURCES.resolve("lib/guest.ld"));
        command.addAll(List.of("-o", kernel.toString()));
        command.add(SOURCES.resolve(name).resolve("start.S").toString());
        command.add(SOURCES.resolve(name).resolve(name + ".c").toString());
        Process gcc;
        try {
            gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "skipped: no gcc: " + e.getMessage());
            return kernel;
        }
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, gcc.waitFor(), said);
        return kernel;
    }
}
