package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyValueTest {
    @Test
    void dottedKeys_makeMapsAndLists() throws OptionException {
        Map<String, Object> parsed = KeyValue.parse("", "main,a.b.c=1,a.l.1=y,a.l.0=x,,z,a.b.d=", "type");

        assertEquals(
                Map.of("type", "main", "a", Map.of("b", Map.of("c", "1", "d", ""), "l", List.of("x,z", "y"))), parsed);
    }

    @Test
    void laterKey_replacesEarlier() throws OptionException {
        assertEquals(Map.of("a", "2"), KeyValue.parse("", "a=1,a=2", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|Expected '=' after parameter 'a'",
                "=1|Invalid parameter ''",
                "a.=1|Invalid parameter 'a.'",
                "1=1|Invalid parameter '1'",
                "a b=1|Invalid parameter 'a b'",
                "a=1,a.b=2|Parameters 'a.*' used inconsistently",
                "a.b=1,a=2|Parameters 'a.*' used inconsistently",
                "a.0=1,a.2=2|Parameter 'a.1' missing",
                "a.0=1,a.b=2|Parameters 'a.*' used inconsistently"
            })
    void badKey_isRefused(String text, String error) {
        assertEquals(
                error,
                assertThrows(OptionException.class, () -> KeyValue.parse("", text, null))
                        .getMessage());
    }
}
