package baton.migration.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.NativeBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XbzrleTest {
    private static final int PAGE = 4096;

    private final NativeBuffer old = NativeBuffer.allocate(PAGE);
    private final NativeBuffer now = NativeBuffer.allocate(PAGE);
    private final NativeBuffer out = NativeBuffer.allocate(PAGE + 64);

    @AfterEach
    void end() {
        old.close();
        now.close();
        out.close();
    }

    @Test
    void equalPages_takeNothing() {
        assertEquals(0, encode());
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 000155", "5, 1, 050155", "127, 2, 7f025555", "128, 1, 80010155", "4095, 1, ff1f0155"})
    void runs_areWrittenAsQemuDoes(int at, int count, String expected) {
        for (int i = 0; i < count; i++) {
            now.putByte(at + i, (byte) 0x55);
        }

        int length = encode();

        assertEquals(expected, HexFormat.of().formatHex(bytes(out, length)));
    }

    @Test
    void pageAllDifferent_doesNotFit() {
        for (int i = 0; i < PAGE; i++) {
            now.putByte(i, (byte) 1);
        }

        assertEquals(-1, encode());
    }

    @Test
    void anyChange_isDecodedToTheSame() {
        Random random = new Random(3);
        int encoded = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] page = new byte[PAGE];
            random.nextBytes(page);
            old.set(0, page, 0, PAGE);
            for (int changes = random.nextInt(40); changes >= 0; changes--) {
                int from = random.nextInt(PAGE);
                int end = Math.min(PAGE, from + 1 + random.nextInt(1 << random.nextInt(10)));
                for (int i = from; i < end; i++) {
                    page[i] = (byte) random.nextInt(256);
                }
            }
            now.set(0, page, 0, PAGE);
            int length = encode();
            if (length > 0) {
                assertTrue(Xbzrle.decode(bytes(out, length), length, old.address()));
                encoded++;
            }
            if (length >= 0) {
                assertArrayEquals(page, bytes(old, PAGE));
            }
        }
        assertTrue(encoded > 2000, "encoded " + encoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "0000",
                "000155" + "000155",
                "80",
                "8000",
                "808001",
                "0002aa",
                "ff2001aa",
                "ff1f02aaaa",
                "0080",
                "000180"
            })
    void nonsense_isRefusedOrStaysInThePage(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        out.set(0, new byte[64], 0, 64);

        boolean good = Xbzrle.decode(bytes, bytes.length, old.address());

        assertEquals(hex.equals("000180"), good);
    }

    @Test
    void randomBytes_neverLeaveThePage() {
        Random random = new Random(9);
        try (NativeBuffer three = NativeBuffer.allocate(3 * PAGE)) {
            for (int round = 0; round < 20000; round++) {
                byte[] bytes = new byte[1 + random.nextInt(64)];
                random.nextBytes(bytes);
                Xbzrle.decode(bytes, bytes.length, three.address() + PAGE);
            }
            byte[] all = bytes(three, 3 * PAGE);
            assertArrayEquals(new byte[PAGE], Arrays.copyOf(all, PAGE));
            assertArrayEquals(new byte[PAGE], Arrays.copyOfRange(all, 2 * PAGE, 3 * PAGE));
        }
    }

    @Test
    void sentPages_keepsTheFresherOne() throws Exception {
        SentPages sent = new SentPages(4 * PAGE, 100);
        now.putByte(0, (byte) 7);

        assertEquals(0, sent.find(1, 1));
        long kept = sent.keep(1, now.address(), 1);
        assertNotEquals(0, kept);
        assertEquals(kept, sent.find(1, 1));
        assertEquals(0, sent.keep(5, now.address(), 2));
        assertEquals(0, sent.find(5, 2));
        assertEquals(kept, sent.keep(5, now.address(), 3));
        assertEquals(0, sent.find(1, 3));
        sent.close();
    }

    @Test
    void cacheLargerThanMemory_takesNoMorePlacesThanPages() throws Exception {
        SentPages sent = new SentPages(1L << 62, 3);

        for (int page = 0; page < 3; page++) {
            assertNotEquals(0, sent.keep(page, now.address(), 1));
        }
        assertFalse(sent.find(2, 1) == 0);
        sent.close();
    }

    private int encode() {
        return Xbzrle.encode(old.address(), now.address(), out.address());
    }

    private static byte[] bytes(NativeBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(0, bytes, 0, length);
        return bytes;
    }
}
