package baton.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.cli.options.LogOptions;
import baton.cli.options.OptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTraceTest {
    @TempDir
    Path dir;

    @Test
    void fileThatCannotBeWritten_isRefusedAndMakesNoDirectory() {
        Path file = dir.resolve("none").resolve("log");

        OptionException refusal = assertThrows(
                OptionException.class, () -> LogTrace.of(new LogOptions(false, false, file.toString(), List.of())));

        assertEquals("Error opening logfile " + file + ": No such file or directory", refusal.first());
        assertFalse(Files.exists(file.getParent()));
    }
}
