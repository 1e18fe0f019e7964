package baton.monitor.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
    @Test
    void everythingOutsideAscii_isEscaped() {
        assertEquals(
                "\"\\u00E9\\u007F\\uD83D\\uDE00/\\b\\\"\\\\\\u0001\"",
                JsonWriter.text("\u00e9\u007f\ud83d\ude00/\b\"\\\u0001"));
    }

    @Test
    void pretty_putsEveryMemberOnItsLine() throws JsonSyntaxException {
        Object value = JsonReader.parse("{'return': {}, 'id': [[], 1, {'a': {}}]}");

        String text = new String(JsonWriter.line(value, true), StandardCharsets.US_ASCII);

        assertEquals(
                "{\r\n    \"return\": {\r\n    },\r\n    \"id\": [\r\n        [\r\n        ],\r\n        1,\r\n        {\r\n"
                        + "            \"a\": {\r\n            }\r\n        }\r\n    ]\r\n}\r\n",
                text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.10000000000000001",
        "1384.9077052631578, 1384.9077052631578",
        "73.43, 73.430000000000007",
        "100000, 100000",
        "1e16, 10000000000000000",
        "1e17, 1e+17",
        "1e22, 1e+22",
        "0.0001, 0.0001",
        "0.00001, 1.0000000000000001e-05",
        "-1.5e-7, -1.4999999999999999e-07",
        "1e300, 1.0000000000000001e+300",
        "0, 0"
    })
    void doubles_printAsQemus(double value, String text) {
        assertEquals(text, JsonWriter.text(value));
    }

    @Test
    void infinity_isAFaultOfTheCaller() {
        assertThrows(IllegalArgumentException.class, () -> JsonWriter.text(Double.POSITIVE_INFINITY));
    }

    @Test
    void commandLineText_mustBeOneValue() throws JsonSyntaxException {
        assertEquals("{\"a\": \"b\"}", JsonWriter.text(JsonReader.parse(" {'a': 'b'} ")));
        assertThrows(JsonSyntaxException.class, () -> JsonReader.parse("{} {}"));
        assertThrows(JsonSyntaxException.class, () -> JsonReader.parse("{'a'"));
        assertThrows(JsonSyntaxException.class, () -> JsonReader.parse(""));
    }
}
