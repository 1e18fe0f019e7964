package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code log}, {@code logfile}, {@code trace-event} and {@code info trace-events}; texts are QEMU 10.0's. */
class LogCommandsTest {
    private CommandRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new CommandRig();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void eventThatIsSwitchedOn_isLoggedUntilItIsOff() throws Exception {
        assertEquals("", rig.hmp("trace-event handle_hmp_command on"));
        assertEquals("handle_hmp_command : state 1\n", rig.hmp("info trace-events handle_hmp_command"));
        assertEquals("", rig.hmp("trace-event handle_* off"));
        rig.hmp("info uuid");
        assertEquals(
                List.of(
                        "log null handle_hmp_command cmdline: info trace-events handle_hmp_command",
                        "log null handle_hmp_command cmdline: trace-event handle_* off"),
                rig.happened);
    }

    @Test
    void wordsNobodyKnows_areAnsweredAsQemuDoes() throws Exception {
        assertEquals("unknown event \"bogus\"\n", rig.hmp("trace-event bogus on"));
        assertEquals("", rig.hmp("trace-event bogus* on"));
        assertEquals("unknown event \"bogus\"\n", rig.hmp("info trace-events bogus"));
        assertEquals(
                "Expected 'on' or 'off'\nTry \"help trace-event\" for more information\n",
                rig.hmp("trace-event handle_hmp_command"));
        assertTrue(rig.hmp("log unimp,bogus").startsWith("Log items (comma separated):\n"));
        assertEquals("Error opening logfile /nosuch/log: No such file or directory\n", rig.hmp("logfile /nosuch/log"));
        assertEquals(List.of(), rig.happened);
    }

    @Test
    void log_choosesAllOrNone() throws Exception {
        assertEquals("", rig.hmp("log all"));
        assertFalse(rig.hmp("info trace-events").contains("state 0"));
        assertEquals("", rig.hmp("log trace:monitor_*"));
        assertTrue(rig.hmp("info trace-events handle*").contains("state 0"));
        assertEquals("", rig.hmp("log none"));
        assertFalse(rig.hmp("info trace-events").contains("state 1"));
    }

    @Test
    void logfile_takesTheNextLines() throws Exception {
        rig.hmp("log trace:handle_hmp_command");
        assertEquals("", rig.hmp("logfile one"));
        assertEquals("", rig.hmp("logfile two"));
        assertEquals(
                List.of(
                        "log null handle_hmp_command cmdline: logfile one",
                        "log null closed",
                        "log one handle_hmp_command cmdline: logfile two",
                        "log one closed"),
                rig.happened);
    }
}
