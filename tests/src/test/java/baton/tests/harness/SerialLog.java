package baton.tests.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the test guest printed, over the processes it lived in: one file for each, in their order. */
public final class SerialLog {
    private static final Pattern NUMBERED =
            Pattern.compile("(tick|status|sleep|awake|halted|FAIL \\w+) (\\d{8})( .*)?");

    private final List<Path> files;

    public SerialLog(Path... files) {
        this.files = List.of(files);
    }

    /** All text so far. */
    public String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(content(file));
        }
        return text.toString();
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Waits until {@code token} has been printed. */
    public void await(String token) throws IOException {
        Await.until(token, () -> "serial files " + files, () -> text().contains(token));
    }

    /**
     * Fails unless the lines are numbered without a gap or a repetition, with one greeting before them and no failure
     * reported; a line that is not complete yet is left out.
     *
     * @return the number of the last complete line
     */
    public int assertGapless() throws IOException {
        String text = text().replace("\r", "");
        String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
        assertTrue(lines[0].startsWith("BATON guest: hello "), "first line: " + lines[0]);
        for (int i = 1; i < lines.length; i++) {
            Matcher line = NUMBERED.matcher(lines[i]);
            assertTrue(line.matches(), "line " + i + " is damaged: " + lines[i]);
            assertTrue(!lines[i].startsWith("FAIL"), lines[i]);
            assertEquals(i, Integer.parseInt(line.group(2)), "number of line " + i + ": " + lines[i]);
        }
        return lines.length - 1;
    }
}
