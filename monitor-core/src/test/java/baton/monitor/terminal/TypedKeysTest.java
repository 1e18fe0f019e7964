package baton.monitor.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TypedKeysTest {
    private final TypedKeys keys = new TypedKeys();

    private void type(String text) {
        for (byte key : text.getBytes(StandardCharsets.UTF_8)) {
            keys.key(key & 0xff);
        }
    }

    private String unread() {
        return new String(keys.unread(), StandardCharsets.UTF_8);
    }

    @Test
    void linesBehindTheOneThatWasRead_areLeft() {
        type("migrate x\rinfo status\rin");

        keys.line("migrate x");

        assertEquals("info status\rin", unread());
    }

    @Test
    void lineMadeWithEditingKeys_leavesNothingBehindIt() {
        type("migrote\177\177\177ate x\rinfo");

        keys.line("migrate x");

        assertEquals("", unread());
        type("quit");
        assertEquals("quit", unread());
    }

    @Test
    void beginningThatIsBeingEdited_isNotTypedAgain() {
        type("one\rtwp\177o");

        keys.line("one");

        assertEquals("", unread());
    }

    @Test
    void otherLanguages_areLeftWhole() {
        type("one\rnäm");

        keys.line("one");

        assertEquals("näm", unread());
    }
}
