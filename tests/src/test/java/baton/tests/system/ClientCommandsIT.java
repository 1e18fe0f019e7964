package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton qmp}, {@code hmp}, {@code watch} and {@code schema}, as a shell uses them, against one process. */
class ClientCommandsIT {
    private static final String BATON =
            Path.of(System.getProperty("baton.home")).resolve("bin/baton").toString();
    private static final List<String> NONE = List.of("-machine", "none", "-nodefaults", "-display", "none");

    @TempDir
    private Path directory;

    @Test
    void clients_talkToARunningMonitor_andSayHowItWent() throws IOException, InterruptedException, QmpError {
        Path hmp = directory.resolve("hmp");
        try (TestVm vm = TestVm.startPlain(
                Program.underTest(), directory, NONE, "-monitor", "unix:" + hmp + ",server=on,wait=off")) {
            vm.awaitSocket();
            String qmp = vm.socket().toString();

            assertEquals("{\"status\": \"running\", \"running\": true}\n", done("qmp", qmp, "query-status"));
            assertTrue(done("qmp", qmp, "stop", "--wait", "STOP", "--timeout", "20")
                    .contains("\"event\": \"STOP\""));
            assertEquals("VM status: paused\n", done("hmp", qmp, "info status"));
            assertEquals("VM status: paused\n10.2.2\n", done("hmp", hmp.toString(), "info status", "info version"));
            assertTrue(done("watch", qmp, "--count", "1").contains("paused  memory "));
            assertEquals("{}\n", shell("7</dev/null", "qmp", qmp, "getfd", "fdname=seven", "--fd", "7"));
            assertEquals("{}\n", done("qmp", qmp, "closefd", "fdname=seven"));
            assertRefused("baton qmp: CommandNotFound: The command nosuch has not been found", "qmp", qmp, "nosuch");
            assertEquals(1, baton("hmp", hmp.toString(), "nosuch").status());
            assertEquals("{}\n", done("qmp", qmp, "quit"));
            assertEquals(0, vm.process().awaitExit(), vm.process()::toString);
        }
    }

    @Test
    void withoutAMonitor_oneLineSaysSo() throws IOException, InterruptedException {
        for (String command : List.of("qmp", "hmp", "watch")) {
            Launched answer = baton(command, "/nonexistent/socket", command.equals("watch") ? "--plain" : "stop");
            assertEquals(2, answer.status(), answer::toString);
            assertEquals(1, answer.err().lines().count(), answer::toString);
        }
        assertTrue(done("schema", "query-status").contains("running: bool"));
    }

    @Test
    void watchAtATerminal_fitsItsWindow_endsByKey_andLeavesItAsItWas() throws IOException {
        try (TestVm vm = TestVm.startPlain(Program.underTest(), directory, NONE)) {
            vm.awaitSocket();
            List<String> watch = List.of(BATON, "watch", vm.socket().toString(), "--interval", "60");
            try (TerminalProgram terminal = new TerminalProgram(directory, watch)) {
                terminal.awaitShown("running  memory 0.0 MiB  vCPUs 0");
                assertTrue(terminal.stty("-a").contains("-echo "));
                terminal.stty("cols", "20");
                terminal.awaitShown("\033[H\033[2J\r\033[2Krunning  memory 0.0 \r\n");
                terminal.type("xq");
                terminal.assertLeaves(0);
            }
            try (TerminalProgram terminal = new TerminalProgram(directory, watch)) {
                terminal.awaitShown("vCPUs 0");
                terminal.type("\003");
                terminal.assertLeaves(128 + 2);
            }
        }
    }

    private String done(String... arguments) throws IOException, InterruptedException {
        Launched answer = baton(arguments);
        assertEquals(0, answer.status(), answer::toString);
        return answer.out();
    }

    private void assertRefused(String text, String... arguments) throws IOException, InterruptedException {
        Launched answer = baton(arguments);
        assertEquals(1, answer.status(), answer::toString);
        assertEquals(text + "\n", answer.err());
    }

    private Launched baton(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(BATON));
        all.addAll(List.of(arguments));
        return Launched.run(directory, Map.of(), all.toArray(new String[0]));
    }

    private String shell(String redirection, String... arguments) throws IOException, InterruptedException {
        Launched answer = Launched.run(
                directory, Map.of(), "sh", "-c", BATON + " " + String.join(" ", arguments) + " " + redirection);
        assertEquals(0, answer.status(), answer::toString);
        return answer.out();
    }
}
