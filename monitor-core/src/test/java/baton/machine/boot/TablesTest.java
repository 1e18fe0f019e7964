package baton.machine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 200})
    void mpTable_addsUpAndListsEveryCpu(int cpus) {
        byte[] table = MpTable.table(cpus);
        ByteBuffer in = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        int size = in.getShort(16 + 4);

        assertEquals("_MP_", new String(table, 0, 4, StandardCharsets.US_ASCII));
        assertEquals("PCMP", new String(table, 16, 4, StandardCharsets.US_ASCII));
        assertEquals(0, sum(table, 0, 16));
        assertEquals(0, sum(table, 16, size));
        assertEquals(table.length, 16 + size);
        assertEquals(cpus, entries(in, 0));
        assertEquals(17, entries(in, 3) + entries(in, 4));
    }

    @Test
    void memoryMap_leavesTheHoleBelowFourGib() {
        E820Map map = new E820Map(4L << 30);

        assertEquals(3L << 30, map.below4g());
        assertEquals(1L << 30, map.above4g());
        int last = map.count() - 1;
        assertEquals(1L << 32, map.start(last));
        assertEquals(1L << 30, map.size(last));
        assertEquals(E820Map.RAM, map.type(last));
        assertEquals(false, map.isRam((3L << 30) - 1, 2));
        assertEquals(true, map.isRam(1L << 32, 1L << 30));
        assertEquals(false, map.isRam(-1, 2));
        assertEquals(false, map.isRam(0, Long.MIN_VALUE));
    }

    @Test
    void memoryMapOfQ35_leavesOutConfigurationSpace() {
        E820Map small = E820Map.q35(64 << 20);
        E820Map large = E820Map.q35(4L << 30);

        assertEquals(64 << 20, small.below4g());
        assertEquals(2L << 30, large.below4g());
        assertEquals(2L << 30, large.above4g());
        assertEquals(0xb0000000L, large.start(4));
        assertEquals(E820Map.RESERVED, large.type(4));
    }

    private static int entries(ByteBuffer table, int type) {
        int found = 0;
        int at = 16 + 44;
        for (int left = table.getShort(16 + 34); left > 0; left--) {
            found += table.get(at) == type ? 1 : 0;
            at += table.get(at) == 0 ? 20 : 8;
        }
        assertEquals(table.capacity(), at);
        return found;
    }

    private static int sum(byte[] bytes, int start, int size) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += bytes[start + i];
        }
        return sum & 0xff;
    }
}
