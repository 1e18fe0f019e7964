package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.PseudoTerminal;
import baton.nat.libc.Sys;
import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipe or a terminal on standard input and output goes through cpr-exec, with everything that was typed there. */
@KvmRequired
class StdioOverExecIT {
    private static final String BANNER = "monitor - type 'help' for more information";

    @TempDir
    private Path directory;

    private MonitorProcess process;
    private Fd keyboard;
    private Fd slave;
    private String path;
    private final StringBuilder shown = new StringBuilder();

    @AfterEach
    void end() throws IOException {
        if (process != null) {
            process.close();
        }
        if (keyboard != null) {
            keyboard.close();
            slave.close();
        }
    }

    private List<String> command(String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(Program.underTest().path().toString()));
        words.addAll(TestVm.MACHINE);
        words.addAll(List.of("-kernel", TestVm.guest(directory).toString(), "-m", "64M"));
        words.addAll(List.of("-object", "memory-backend-memfd,id=ram0,size=64M,share=on"));
        words.addAll(List.of("-machine", "memory-backend=ram0,aux-ram-share=on"));
        words.addAll(List.of("-qmp", "unix:qmp,server=on,wait=off"));
        words.addAll(List.of(more));
        return words;
    }

    private static String prepared(List<String> command) {
        return "migrate_set_parameter mode cpr-exec\nmigrate_set_parameter cpr-exec-command "
                + String.join(" ", command) + " -incoming file:vm.state\n";
    }

    /** All of it comes in one piece, so the old process has read what the new one has to answer. */
    @ParameterizedTest
    @ValueSource(strings = {"migrate file:vm.state\n", "migrate -d file:vm.state\n"})
    void linesBehindTheMigration_areAllAnsweredOnce(String migrate) throws IOException {
        List<String> command = command("-monitor", "stdio", "-serial", "file:serial");
        process = MonitorProcess.start(directory, command);
        new SerialLog(directory.resolve("serial")).await("tick 00000002");

        process.type("help c\n" + prepared(command) + migrate + "help stop\nhelp quit\nhelp info\nhel");

        int again = process.out().await(BANNER, process.out().await(BANNER, 0));
        process.type("p cont\nquit\n");
        assertEquals(0, process.awaitExit());
        String text = process.out().text();
        for (String line : List.of("stop|s  --", "quit|q  --", "info chardev  --")) {
            assertEquals(text.indexOf(line), text.lastIndexOf(line), text);
            assertTrue(text.contains(line), text);
        }
        assertTrue(text.indexOf("cont|c  --", again) > 0, text);
    }

    @Test
    void halfACommandOfQmp_isCompletedInTheNewProcess() throws IOException, QmpError {
        List<String> command = command("-qmp", "stdio", "-serial", "file:serial");
        process = MonitorProcess.start(directory, command);
        process.type("{'execute': 'qmp_capabilities'}");
        process.out().await("{\"return\": {}}", 0);
        process.type("{'execute': 'qmp_cap");
        migrate(command);
        int again = process.out().await("\"QMP\"", process.out().await("\"QMP\"", 0));

        process.type("abilities'}");

        process.out().await("{\"return\": {}}", again);
    }

    private void migrate(List<String> command) throws IOException, QmpError {
        List<String> next = new ArrayList<>(command);
        next.addAll(List.of("-incoming", "file:vm.state"));
        try (QmpClient qmp = QmpClient.connect(directory.resolve("qmp"))) {
            qmp.execute("migrate-set-parameters", "mode", "cpr-exec", "cpr-exec-command", next);
            qmp.execute("migrate", "uri", "file:vm.state");
            qmp.awaitEnd();
        }
    }

    @Test
    void terminal_isRawAndEditsLinesBeforeAndAfter() throws IOException, QmpError {
        List<String> command = command("-monitor", "stdio", "-serial", "file:serial");
        String settings = atTerminal(command);
        awaitShown(BANNER);
        editLine();
        assertEquals("-icanon -echo", modes());
        type("help quit\rinfo vers");
        awaitShown("info vers");

        migrate(command);

        awaitShown(BANNER);
        awaitShown("info vers");
        type("ion\r");
        awaitShown("10.2.2");
        assertEquals("-icanon -echo", modes());
        editLine();
        type("quit\r");
        assertEquals(0, process.awaitExit());
        assertEquals(settings, stty("-g"), "as the shell had it");
    }

    @Test
    void keyboardOfAMux_staysWhereItWas() throws IOException, QmpError {
        List<String> command = command("-serial", "mon:stdio");
        atTerminal(command);
        awaitShown("tick 00000002");
        type("\001c");
        awaitShown(BANNER);
        type("stop\r");
        awaitShown("stop");
        awaitShown("(qemu)");
        type("info vers");
        awaitShown("info vers");

        migrate(command);

        awaitShown(BANNER);
        awaitShown("info vers");
        type("ion\r");
        awaitShown("10.2.2");
        type("cont\r\001c");
        awaitShown("\r\ntick 000000");
    }

    /** Starts it with a terminal for standard input and output; the terminal's settings before. */
    private String atTerminal(List<String> command) throws IOException {
        PseudoTerminal terminal = PseudoTerminal.open();
        keyboard = terminal.master();
        path = terminal.path();
        keyboard.nonBlocking(true);
        // While nobody has it open it reads as hung up.
        slave = Files.open(path, Sys.O_RDWR | Sys.O_NOCTTY, 0);
        List<String> words = new ArrayList<>(List.of("sh", "-c", "exec <\"$0\" >\"$0\"; exec \"$@\"", terminal.path()));
        words.addAll(command);
        String settings = output("stty", "-F", terminal.path(), "-g");
        process = MonitorProcess.start(directory, words);
        return settings;
    }

    private String stty(String option) throws IOException {
        return output("stty", "-F", path, option);
    }

    private String modes() throws IOException {
        StringBuilder modes = new StringBuilder();
        for (String word : stty("-a").split("\\s+")) {
            if (word.endsWith("icanon") || word.endsWith("echo")) {
                modes.append(modes.length() == 0 ? "" : " ").append(word);
            }
        }
        return modes.toString();
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private void editLine() throws IOException {
        type("info nemX\177\033[D\033[D\033[D\177\005a\033[Db\177\005\025info uui\t\r");
        awaitShown("info uuid");
        awaitShown("00000000-0000");
        // Ctrl-R finds it again.
        type("\022uui\r");
        awaitShown("00000000-0000");
    }

    private void type(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        keyboard.writeFully(bytes, 0, bytes.length);
    }

    /** Waits until this is shown behind what was waited for before. */
    private void awaitShown(String wanted) throws IOException {
        Await.until("\"" + wanted + "\" on the terminal", () -> shown + "\n" + process, () -> {
            byte[] bytes = new byte[4096];
            for (int n = keyboard.read(bytes, 0, bytes.length); n > 0; n = keyboard.read(bytes, 0, bytes.length)) {
                shown.append(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
            }
            return shown.indexOf(wanted) >= 0;
        });
        shown.delete(0, shown.indexOf(wanted) + wanted.length());
    }
}
