package baton.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawnScreenTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int columns = 10;
    private int rows = 4;
    private final DrawnScreen screen =
            new DrawnScreen(new PrintStream(out, true, StandardCharsets.UTF_8), () -> columns, () -> rows);

    @Test
    void secondPicture_isDrawnOverTheFirst() {
        screen.show(List.of("one", "two"));
        shown();

        screen.show(List.of("three"));

        assertEquals("\033[2A\r\033[2Kthree\n\r\033[2K\n", shown());
    }

    @Test
    void longLine_isCutToTheWindow() {
        screen.show(List.of("0123456789abc"));

        assertEquals("\r\033[2K0123456789\n", shown());
    }

    @Test
    void controlCharacters_areNotObeyed() {
        screen.show(List.of("a\033[2Jb"));

        assertEquals("\r\033[2Ka?[2Jb\n", shown());
    }

    @Test
    void manyEvents_leaveTheNewestThatHaveRoom() {
        columns = 80;
        screen.show(List.of("machine"));
        for (int i = 0; i < 5; i++) {
            screen.event("number " + i);
        }
        shown();

        screen.show(List.of("machine"));

        String picture = shown();
        assertFalse(picture.contains("number 2"), picture);
        assertTrue(picture.indexOf("number 3") < picture.indexOf("number 4"), picture);
        assertEquals(3, picture.chars().filter(c -> c == '\n').count(), picture);
    }

    @Test
    void windowOfAnotherSize_isClearedAndDrawnAnew() {
        screen.show(List.of("0123456789abc"));
        shown();
        screen.fit();
        assertEquals("", shown());

        columns = 12;
        screen.fit();

        assertEquals("\033[H\033[2J\r\033[2K0123456789ab\n", shown());
    }

    private String shown() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }
}
