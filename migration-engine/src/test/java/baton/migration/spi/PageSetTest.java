package baton.migration.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.NativeBuffer;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageSetTest {
    private static final int PAGES = 300;

    private final PageSet set = new PageSet(PAGES);

    @Test
    void ranges_addAndRemove_asABitSetDoes() {
        BitSet expected = new BitSet();
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            int first = random.nextInt(PAGES);
            int end = first + random.nextInt(PAGES - first + 1);
            if (random.nextBoolean()) {
                set.add(first, end);
                expected.set(first, end);
            } else {
                set.remove(first, end);
                expected.clear(first, end);
            }
            assertSame(expected);
        }
    }

    @Test
    void bitsOfTheKernel_atAnyPage_areAdded() {
        BitSet expected = new BitSet();
        Random random = new Random(8);
        try (NativeBuffer bitmap = NativeBuffer.allocate(64)) {
            for (int i = 0; i < 500; i++) {
                for (int word = 0; word < 8; word++) {
                    bitmap.putLong(word * 8, random.nextLong() & random.nextLong() & random.nextLong());
                }
                int first = random.nextInt(PAGES);
                int length = random.nextInt(PAGES - first + 1);
                set.addBits(first, bitmap.address(), length);
                for (int n = 0; n < length; n++) {
                    if ((bitmap.getLong(n / 64 * 8) >>> n & 1) != 0) {
                        expected.set(first + n);
                    }
                }
                assertSame(expected);
            }
        }
    }

    @Test
    void bitsForTheKernel_fromAnyPage_areThoseOfTheSet() {
        Random random = new Random(9);
        PageSet copy = new PageSet(PAGES);
        try (NativeBuffer bitmap = NativeBuffer.allocate(64)) {
            for (int i = 0; i < 500; i++) {
                set.add(random.nextInt(PAGES), PAGES);
                set.remove(random.nextInt(PAGES), PAGES);
                int first = random.nextInt(PAGES);
                int length = PAGES - first;
                bitmap.putLong((length - 1) / 64 * 8, -1);
                set.copyBits(first, bitmap.address(), length);
                copy.clear();
                copy.addBits(first, bitmap.address(), length);
                for (int page = 0; page < PAGES; page++) {
                    assertEquals(page >= first && set.has(page), copy.has(page), "page " + page);
                }
            }
        }
    }

    @Test
    void anotherSet_isAdded() {
        PageSet other = new PageSet(PAGES);
        other.add(60, 70);
        set.add(65, 75);

        set.add(other);

        assertEquals(15, set.count());
        assertTrue(set.has(60) && set.has(74));
        assertFalse(set.has(59) || set.has(75));
    }

    private void assertSame(BitSet expected) {
        assertEquals(expected.cardinality(), set.count());
        for (int page = 0; page < PAGES; page++) {
            assertEquals(expected.get(page), set.has(page));
            assertEquals(expected.nextSetBit(page), set.first(page));
            int end = expected.nextClearBit(page);
            assertEquals(Math.min(Math.max(end, page), PAGES), set.end(page, PAGES));
        }
        assertEquals(-1, set.first(PAGES));
    }
}
