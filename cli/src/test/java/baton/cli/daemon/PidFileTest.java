package baton.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
    @TempDir
    Path dir;

    private Path path;
    private PidFile file;

    @BeforeEach
    void write() throws Exception {
        path = dir.resolve("pid");
        file = PidFile.write(path.toString(), false);
    }

    private static String own() {
        return ProcessHandle.current().pid() + "\n";
    }

    @Test
    void idOfAProcessThatLives_isLeft() throws IOException {
        String parent = ProcessHandle.current().parent().orElseThrow().pid() + "\n";
        Files.writeString(path, parent);
        assertFalse(file.reclaim());
        assertEquals(parent, Files.readString(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4194304\n", "", "nonsense", "-1", "99999999999999999999"})
    void idOfNobody_isReplaced(String left) throws IOException {
        Files.writeString(path, left);
        assertTrue(file.reclaim());
        assertEquals(own(), Files.readString(path));
    }

    @Test
    void fileThatIsGone_isMadeAgainAndRemovedAtTheEnd() throws IOException {
        Files.delete(path);
        assertTrue(file.reclaim());
        assertEquals(own(), Files.readString(path));
        file.remove();
        assertFalse(Files.exists(path));
    }
}
