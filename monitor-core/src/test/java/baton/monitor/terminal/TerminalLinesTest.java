package baton.monitor.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's thread is the main loop: it runs what the terminal's thread posts. */
class TerminalLinesTest {
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    static Path directory;

    private static final String NAME = "state/history";

    private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
    private final StringBuilder screen = new StringBuilder();
    private final List<String> typed = new ArrayList<>();
    private final TerminalLines lines = new TerminalLines(
            screen::append,
            typed::add,
            before -> before.endsWith("inf") ? List.of("info") : List.of("status", "stats"),
            () -> 80,
            posted::add,
            directory.resolve(NAME).toString());

    @AfterEach
    void end() {
        lines.reset();
    }

    private void type(String keys) {
        for (int i = 0; i < keys.length(); i++) {
            lines.typed(keys.charAt(i));
        }
    }

    private void until(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            Runnable task = posted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(task != null, "nothing more happened; screen: " + screen);
            task.run();
        }
    }

    @Test
    void editedLine_arrivesAsEdited() throws InterruptedException {
        lines.prompt();
        until(() -> screen.indexOf("(qemu) ") >= 0);

        type("inxo\033[D\177\033[D\033[Cf\r");
        until(() -> !typed.isEmpty());

        assertEquals(List.of("info"), typed);
    }

    @Test
    void tab_completesTheWord() throws InterruptedException {
        lines.prompt();

        type("inf\tx\r");
        until(() -> !typed.isEmpty());

        assertEquals(List.of("info x"), typed);
    }

    @Test
    void cursorUp_bringsBackTheLastLine() throws InterruptedException {
        lines.prompt();
        type("stop\r");
        until(() -> typed.size() == 1);

        lines.prompt();
        type("\033[A\r");
        until(() -> typed.size() == 2);

        assertEquals(List.of("stop", "stop"), typed);
    }

    @Test
    void controlR_findsALineOfAnotherTerminal() throws InterruptedException {
        lines.prompt();
        type("info version\r");
        until(() -> typed.size() == 1);
        lines.reset();

        lines.prompt();
        type("\022vers\r");
        until(() -> typed.size() == 2);

        assertEquals(List.of("info version", "info version"), typed);
        assertTrue(Files.exists(directory.resolve(NAME)));
        assertEquals(List.of("info version"), lines.history());
    }

    @Test
    void controlCAndControlD_giveUpTheLineOnly() throws InterruptedException {
        lines.prompt();

        type("half\003\004quit\r");
        until(() -> !typed.isEmpty());

        assertEquals(List.of("quit"), typed);
    }

    @Test
    void quotesAndBangs_areNotTouched() throws InterruptedException {
        lines.prompt();

        type("migrate \"exec:a !b\\\r");
        until(() -> !typed.isEmpty());

        assertEquals(List.of("migrate \"exec:a !b\\"), typed);
    }
}
