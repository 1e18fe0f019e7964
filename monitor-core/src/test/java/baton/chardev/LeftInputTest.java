package baton.chardev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LeftInputTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasAdded_isFoundByItsLabel() {
        LeftInput left = new LeftInput();
        left.add("monitor", bytes("info"));
        left.add("nothing", new byte[0]);
        left.add("serial0", bytes("x"));

        LeftInput read = LeftInput.of(left.bytes());

        assertArrayEquals(bytes("info"), read.of("monitor"));
        assertArrayEquals(bytes("x"), read.of("serial0"));
        assertNull(read.of("nothing"));
    }

    @Test
    void nothing_isNoBytes() {
        LeftInput left = new LeftInput();
        left.add("monitor", new byte[0]);

        assertEquals(0, left.bytes().length);
        assertNull(LeftInput.of(left.bytes()).of("monitor"));
    }

    @Test
    void damaged_hasNoInput() {
        LeftInput left = new LeftInput();
        left.add("monitor", bytes("info"));
        byte[] whole = left.bytes();
        for (int length = 0; length < whole.length; length++) {
            assertNull(LeftInput.of(Arrays.copyOf(whole, length)).of("monitor"));
        }
        whole[0] = (byte) 0xff;
        assertNull(LeftInput.of(whole).of("monitor"));
    }
}
