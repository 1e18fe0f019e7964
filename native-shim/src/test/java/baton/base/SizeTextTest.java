package baton.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTextTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "512,512",
        "0x10,16",
        "0XfF,255",
        "1k,1024",
        "1K,1024",
        "64M,67108864",
        "2g,2147483648",
        "100b,100",
        "100B,100",
        "0.5k,512",
        "1.5G,1610612736",
        "0.0625G,67108864",
        "1.k,1024",
        ".5k,512",
        "1T,1099511627776",
        "7E,8070450532247928832"
    })
    void text_isBytes(String text, long bytes) {
        assertEquals(bytes, SizeText.parse(text, 1));
    }

    @Test
    void plainNumber_takesUnit() {
        assertEquals(128L << 20, SizeText.parse("128", 1 << 20));
        assertEquals(100, SizeText.parse("100b", 1 << 20));
        assertEquals(-1L, SizeText.parse("18446744073709551615", 1));
        assertEquals(8L << 60, SizeText.parse("8E", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "M",
                "-1",
                "+1",
                "1.5",
                "1.",
                ".",
                ".k",
                "1x",
                "0x",
                "0x20M",
                "1 M",
                "foo",
                "16E",
                "1.5b",
                "18446744073709551616",
                "99999999999999999999E",
                "1.-5k"
            })
    void notASize_isRefused(String text) {
        assertThrows(NumberFormatException.class, () -> SizeText.parse(text, 1));
    }
}
