package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeParserTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "64,64",
        "64b,64",
        "2B,2",
        "1k,1024",
        "1K,1024",
        "64M,67108864",
        "0.0625G,67108864",
        "1.5k,1536",
        "1.3M,1363149",
        "1T,1099511627776",
        "2P,2251799813685248",
        "15E,-1152921504606846976",
        "0x10,16",
        "0x100000B,16777227",
        "18446744073709551615,-1"
    })
    void size_isBytes(String text, long bytes) {
        SizeParser size = SizeParser.of(text);

        assertEquals(0, size.error());
        assertEquals(bytes, size.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "64x", "64Mx", "M", "1.5", "1.5b", "0x", "0x1M", "1e3", "--1", "+-1", "1 "})
    void nonsense_isMalformed(String text) {
        assertEquals(SizeParser.MALFORMED, SizeParser.of(text).error());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "16E", "18446744073709551616", "99999999999999999999", "0x10000000000000000"})
    void tooBigOrNegative_isOutOfRange(String text) {
        assertEquals(SizeParser.OUT_OF_RANGE, SizeParser.of(text).error());
    }
}
