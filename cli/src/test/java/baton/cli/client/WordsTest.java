package baton.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void words_becomeValuesOfTheirKind() throws BadWord {
        assertEquals(
                Map.of("n", 7L, "on", true, "text", "nine", "quoted", "7", "list", List.of(1L, 2L), "path", "/tmp/x=y"),
                Words.arguments(List.of("n=7", "on=true", "text=nine", "quoted=\"7\"", "list=[1,2]", "path=/tmp/x=y")));
    }

    @Test
    void dottedKeys_nest_andObjectsAreTakenWhole() throws BadWord {
        assertEquals(
                Map.of("a", Map.of("b", 1L, "c", Map.of("d", "x")), "e", 2L),
                Words.arguments(List.of("a.b=1", "a.c.d=x", "{\"e\": 2}")));
    }

    @Test
    void whatIsNeither_isRefusedByName() {
        assertEquals(
                "'word': neither key=value nor a JSON object",
                assertThrows(BadWord.class, () -> Words.arguments(List.of("word")))
                        .getMessage());
        assertTrue(assertThrows(BadWord.class, () -> Words.arguments(List.of("a=[1")))
                .getMessage()
                .startsWith("'[1': "));
        assertThrows(BadWord.class, () -> Words.arguments(List.of("{\"a\"")));
    }

    @Test
    void event_matchesByNameAndWord() {
        Map<String, Object> event = Map.of("event", "MIGRATION", "data", Map.of("status", "completed"));
        assertTrue(EventWait.matches("MIGRATION", event));
        assertTrue(EventWait.matches("MIGRATION:completed", event));
        assertFalse(EventWait.matches("MIGRATION:failed", event));
        assertFalse(EventWait.matches("STOP", event));
    }

    @Test
    void humanMonitor_echoIsNoOutput_andRefusalsAreSeen() {
        assertEquals("VM status: running\n", HmpLines.plain("i\u001b[K\u001b[Dinfo\r\nVM status: running\r\n"));
        assertEquals("VM status: running\n", HmpLines.plain("VM status: running\r\n"));
        assertTrue(HmpCall.isError("Error: no\n"));
        assertTrue(HmpCall.isError("unknown command: 'x'\n"));
        assertTrue(HmpCall.isError("cpu: string expected\nTry \"help cpu\" for more information\n"));
        assertFalse(HmpCall.isError("VM status: running\n"));
    }
}
