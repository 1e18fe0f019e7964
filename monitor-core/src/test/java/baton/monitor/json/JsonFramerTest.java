package baton.monitor.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFramerTest {
    private final List<String> out = new ArrayList<>();
    private final JsonFramer framer = new JsonFramer(new JsonFramer.Sink() {
        @Override
        public void value(Object value) {
            out.add(JsonWriter.text(value));
        }

        @Override
        public void error(String text) {
            out.add("! " + text);
        }
    });

    private List<String> feed(String latin1) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        for (byte b : bytes) {
            framer.feed(new byte[] {b}, 0, 1);
        }
        return out;
    }

    @Test
    void unfinishedValue_canBeFedToAnother() {
        feed("{\"a\": 1} { \"b\": \"x");
        byte[] half = framer.unfinished();
        framer.reset();

        framer.feed(half, 0, half.length);
        feed(" y\"}");

        assertEquals(List.of("{\"a\": 1}", "{\"b\": \"x y\"}"), out);
        assertEquals(0, framer.unfinished().length);
    }

    @Test
    void closingBrace_completesTheValueWithoutNewline() {
        assertEquals(List.of("{\"a\": [1, {\"b\": \"}\"}]}"), feed("{\"a\":[1,{\"b\":\"}\"}]}"));
    }

    @Test
    void severalValuesInOnePacket_comeInOrder() {
        byte[] bytes = "{}[]'x'{\"a\":null} 7 true\n".getBytes(StandardCharsets.US_ASCII);

        framer.feed(bytes, 0, bytes.length);

        assertEquals(List.of("{}", "[]", "\"x\"", "{\"a\": null}", "7", "true"), out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{]|expecting value",
                "{'a' 1}|missing : in object pair",
                "{'a':}|expecting value",
                "{'a':1 'b':2}|expected separator in dict",
                "{1:2}|key is not a string in object",
                "{[]:2}|key is not a string in object",
                "{'a':1,}|expecting value",
                "[1 2]|expected separator in list",
                "[1,]|expecting value",
                "[,]|expecting value",
                "{:}|expecting value",
                "]|expecting value",
                ":|expecting value",
                "{'a':1,'a':2}|duplicate key",
                "[foo]|invalid keyword 'foo'",
                "[@]|stray '@'",
                "[00]|stray '00'",
                "[01, 2, 'x']|stray '01'",
                "['a\\x']|invalid escape sequence in string",
                "['a\\ud800']|\\ud800 is not a valid Unicode character",
                "{'a\\udc00':1}|\\udc00 is not a valid Unicode character",
                "['a\u00e9']|invalid UTF-8 sequence in string",
                "{\u00ff|stray '\ufffd'",
                "{\u0001|stray '\u0001'",
                "{'bad \u00ff|stray ''bad \ufffd'",
                "[@]]}, #, 'x' ]|stray '@'",
                "[}]|expecting value",
                "[1e999]|number too large",
                "{'exe\\u00cute':1}|\\u00cu is not a valid Unicode character",
                "['a\u00ed\u00a0\u0080']|invalid UTF-8 sequence in string",
                "{'a'u'b'}|missing : in object pair",
                "{'a':'b'u}|expected separator in dict",
                "%p|stray '%'"
            })
    void badInput_isOneErrorInQemusWordsAndThenClean(String input, String why) {
        feed(input + "{'probe':1}");

        assertEquals(List.of("! JSON parse error, " + why, "{\"probe\": 1}"), out);
    }

    @Test
    void strayToken_isShownUpToItsNul() {
        feed("{'a\u0000{}");

        assertEquals(List.of("! JSON parse error, stray ''a'", "{}"), out);
    }

    @Test
    void newlineInString_isReportedAtTheNewline() {
        feed("{'execute': 'x', 'id':'\n");

        assertEquals(List.of("! JSON parse error, stray ''\n'"), out);
    }

    @Test
    void strayFf_synchronises() {
        feed("{\"half\": [1, \u00ff{}");

        assertEquals(List.of("! JSON parse error, stray '\ufffd'", "{}"), out);
    }

    @Test
    void nestingAtTheLimit_isFine() {
        feed("[".repeat(1024) + "]".repeat(1024));

        assertEquals(1, out.size());
        assertTrue(out.get(0).startsWith("[[["));
    }

    @Test
    void nestingOverTheLimit_isOneErrorHoweverDeep() {
        feed("[".repeat(5000) + "]".repeat(5000) + "{}");

        assertEquals(List.of("! JSON nesting depth limit exceeded", "{}"), out);
    }

    @Test
    void nestingNeverClosed_isLeftAtTheNewline() {
        feed("[".repeat(5000) + "\n{}");

        assertEquals(List.of("! JSON nesting depth limit exceeded", "{}"), out);
    }

    @Test
    void valueOverTheSizeLimit_isOneErrorAndTakesNoMoreMemory() {
        JsonFramer small = new JsonFramer(collect(), JsonLimits.ofHeap(64 << 10));
        byte[] text = ("['" + "x".repeat(9000) + "', 'y']{}").getBytes(StandardCharsets.US_ASCII);

        small.feed(text, 0, text.length);

        assertEquals(List.of("! JSON token size limit exceeded", "{}"), out);
    }

    @Test
    void endlessInput_allocatesNoMoreThanItsLimit() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        JsonFramer small = new JsonFramer(collect(), JsonLimits.ofHeap(1 << 20));
        byte[] part = ("x".repeat(4000) + "',{['").getBytes(StandardCharsets.US_ASCII);
        feed(small, "['");
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = 0; i < 4000; i++) {
            small.feed(part, 0, part.length);
        }

        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 2 << 20);
        assertEquals(List.of("! JSON token size limit exceeded"), out);
    }

    private static void feed(JsonFramer into, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        into.feed(bytes, 0, bytes.length);
    }

    @Test
    void tooManyTokens_isOneError() {
        JsonFramer small = new JsonFramer(collect(), JsonLimits.ofHeap(64 << 10));
        byte[] text = ("[" + "1,".repeat(500) + "1]{}").getBytes(StandardCharsets.US_ASCII);

        small.feed(text, 0, text.length);

        assertEquals(List.of("! JSON token count limit exceeded", "{}"), out);
    }

    @Test
    void integers_keepAll64Bits() {
        feed("[18446744073709551615,-9223372036854775808,9223372036854775807,-0,18446744073709551616]");

        assertEquals(
                List.of("[18446744073709551615, -9223372036854775808, 9223372036854775807, 0, 1.8446744073709552e+19]"),
                out);
    }

    @Test
    void reset_forgetsHalfAValue() {
        feed("{\"a\": \"b");

        framer.reset();

        assertEquals(List.of("{}"), feed("{}"));
    }

    private JsonFramer.Sink collect() {
        return new JsonFramer.Sink() {
            @Override
            public void value(Object value) {
                out.add(JsonWriter.text(value));
            }

            @Override
            public void error(String text) {
                out.add("! " + text);
            }
        };
    }
}
