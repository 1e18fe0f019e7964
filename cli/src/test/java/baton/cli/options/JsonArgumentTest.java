package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArgumentTest {
    @Test
    void object_isRead() throws OptionException {
        Map<String, Object> parsed = JsonArgument.parse(
                "", " {'a' : \"x\\n\\u0041\\\\\", \"b\":[1,-2, true ,false,{}], \"c\":1.5e3, \"d\":[]} ");

        assertEquals(
                Map.of("a", "x\nA\\", "b", List.of(1L, -2L, true, false, Map.of()), "c", 1500.0, "d", List.of()),
                parsed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":[1,", "{\"a\":\"x", "{\"a\":\"\\"})
    void cutObject_isPrematureEnd(String text) {
        assertEquals(
                "-object X: JSON parse error, premature EOI",
                assertThrows(OptionException.class, () -> JsonArgument.parse("-object X", text))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":x}",
                "{\"a\":1}}",
                "{\"a\":\"\\q\"}",
                "{\"a\":[1 2]}",
                "{\"a\":}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":0x1}"
            })
    void malformedObject_isRefused(String text) {
        assertThrows(OptionException.class, () -> JsonArgument.parse("", text));
    }
}
