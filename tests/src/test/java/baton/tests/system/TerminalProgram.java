package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.PseudoTerminal;
import baton.nat.libc.Sys;
import baton.tests.harness.Await;
import baton.tests.harness.MonitorProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program at a terminal of its own, whose keys make signals as a shell's do. */
final class TerminalProgram implements AutoCloseable {
    private final PseudoTerminal terminal;
    private final Fd other;
    private final String before;
    private final MonitorProcess process;
    private final StringBuilder shown = new StringBuilder();

    TerminalProgram(Path directory, List<String> command) throws IOException {
        terminal = PseudoTerminal.open();
        // While nobody has it open it reads as hung up.
        other = Files.open(terminal.path(), Sys.O_RDWR | Sys.O_NOCTTY, 0);
        stty("sane");
        stty("cols", "80", "rows", "24");
        before = stty("-g");
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "exec <\"$0\" >\"$0\"; exec setsid -c \"$@\"", terminal.path()));
        words.addAll(command);
        process = MonitorProcess.start(directory, words);
    }

    /** Changes or gives the terminal's settings, as stty(1) does. */
    String stty(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty", "-F", terminal.path()));
        command.addAll(List.of(words));
        Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    void type(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        terminal.master().writeFully(bytes, 0, bytes.length);
    }

    /** Waits until this is shown behind what was waited for before. */
    void awaitShown(String wanted) throws IOException {
        Await.until("\"" + wanted + "\" on the terminal", () -> shown + "\n" + process, () -> {
            byte[] bytes = new byte[4096];
            for (int n = terminal.master().read(bytes, 0, bytes.length); n > 0; ) {
                shown.append(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
                n = terminal.master().read(bytes, 0, bytes.length);
            }
            return shown.indexOf(wanted) >= 0;
        });
        shown.delete(0, shown.indexOf(wanted) + wanted.length());
    }

    /** It ends with this status and leaves the terminal as it found it. */
    void assertLeaves(int status) throws IOException {
        assertEquals(status, process.awaitExit(), process::toString);
        assertEquals(before, stty("-g"));
    }

    @Override
    public void close() throws IOException {
        process.close();
        other.close();
        terminal.master().close();
    }
}
