package baton.cli.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldProcessTest {
    @TempDir
    private Path directory;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void argumentsAreThoseOfTheMachine_emptyOnesIncluded() throws Exception {
        OldProcess old = start("java", "-cp", "x", "baton.cli.Main", "-append", "", "-m", "64M");

        assertEquals(List.of("-append", "", "-m", "64M"), old.arguments());
        assertEquals(directory.toRealPath(), old.directory());
        assertEquals("there", old.environment().get("HERE"));
        assertNull(old.environment().get("QEMU_CPR_EXEC_STATE"));
    }

    @Test
    void anotherProgram_hasNoArgumentsToTakeOver() throws Exception {
        OldProcess old = start("qemu", "-m", "64M");

        UpdateFailed e = assertThrows(UpdateFailed.class, old::arguments);

        assertEquals(UpdateFailed.UNCHANGED, e.status());
        assertTrue(e.getMessage().contains("give the new command line after --"), e.getMessage());
    }

    @Test
    void processThatEnded_hasEnded() throws Exception {
        OldProcess old = start("sleeper");
        assertFalse(old.ended());

        process.destroyForcibly().waitFor();

        assertTrue(old.ended());
    }

    /** A process that is called {@code words}, does nothing, and does so until the test is over. */
    private OldProcess start(String... words) throws IOException {
        // The shell's own words are those after -c TEXT; the loop keeps it from becoming its last command.
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "echo; while read -r line; do :; done");
        builder.command().addAll(List.of(words));
        builder.directory(directory.toFile());
        builder.environment().put("HERE", "there");
        builder.environment().put("QEMU_CPR_EXEC_STATE", "9");
        process = builder.start();
        process.getInputStream().read();
        return new OldProcess((int) process.pid());
    }
}
