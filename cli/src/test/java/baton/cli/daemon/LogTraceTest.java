package baton.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.cli.options.LogOptions;
import baton.cli.options.OptionException;
import baton.command.log.LogSwitch;
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

    @Test
    void line_hasTimeThreadAndEvent() throws Exception {
        Path file = dir.resolve("log");
        Files.writeString(file, "of an earlier run");

        LogSwitch log = LogTrace.of(new LogOptions(false, false, file.toString(), List.of("trace:handle_*")));
        log.log("handle_hmp_command", "cmdline: info status");
        log.log("monitor_qmp_respond", "is not on");

        String text = Files.readString(file);
        assertTrue(
                text.matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ main +handle_hmp_command cmdline: info status\n"),
                text);
    }
}
