package baton.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.MemoryMap;
import baton.machine.memory.RamBackend;
import baton.machine.memory.RamBackends;
import baton.machine.vcpu.Paging;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageTablesTest {
    private static final int RAM_BYTES = 0x10000;
    private static final long TABLE = 0x67; // present, writable, user, accessed, dirty

    private final MemoryMap memory = new MemoryMap();
    private final List<String> pages = new ArrayList<>();
    private RamBackend ram;

    @BeforeEach
    void open() throws Exception {
        ram = RamBackends.create(MemoryBackendConfig.plain("ram", RAM_BYTES));
        memory.add("ram", 0, RAM_BYTES, ram, 0);
    }

    @AfterEach
    void close() throws Exception {
        ram.close();
    }

    private void entry(long table, int index, int bytes, long value) {
        byte[] data = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) (value >>> Byte.SIZE * i);
        }
        memory.write(table + (long) index * bytes, data, 0, bytes);
    }

    private boolean walk(Paging.Kind kind, long root) {
        return PageTables.walk(memory, new Paging(kind, root), (address, shift, entry, rights) -> {
            pages.add(Long.toHexString(address) + " " + shift + " " + Long.toHexString(entry) + " " + rights);
            return pages.size() < 5;
        });
    }

    @Test
    void fourLevels_haveThreeSizesOfPageAndTwoHalves() {
        entry(0x1000, 0, 8, 0x2000 | TABLE);
        entry(0x1000, 511, 8, 0x3000 | TABLE);
        entry(0x2000, 1, 8, 0x40000000L | 0x83);
        entry(0x3000, 510, 8, 0x4000 | TABLE & ~4);
        entry(0x4000, 0, 8, 0x200000 | 0x85);
        entry(0x4000, 1, 8, 0x5000 | TABLE);
        entry(0x5000, 3, 8, 0x8000000000007000L | 0x7);

        assertTrue(walk(Paging.Kind.LONG, 0x1000));

        assertEquals(
                List.of(
                        "40000000 30 40000083 3",
                        "ffffffff80000000 21 200085 1",
                        "ffffffff80203000 12 8000000000007007 3"),
                pages);
    }

    @Test
    void fiveLevels_continueFromBit56() {
        entry(0x1000, 256, 8, 0x2000 | TABLE);
        entry(0x2000, 0, 8, 0x3000 | TABLE);
        entry(0x3000, 0, 8, 0x83);

        assertTrue(walk(Paging.Kind.LONG5, 0x1000));

        assertEquals(List.of("ff00000000000000 30 83 3"), pages);
    }

    @Test
    void pae_hasFourEntriesOnTopWithoutRights() {
        entry(0x1020, 3, 8, 0x2000 | 1);
        entry(0x1020, 4, 8, 0x2000 | 1); // belongs to nobody
        entry(0x2000, 0, 8, 0x87);
        entry(0x2000, 1, 8, 0x3000 | TABLE);
        entry(0x3000, 0, 8, 0x5003);

        assertTrue(walk(Paging.Kind.PAE, 0x1020));

        assertEquals(List.of("c0000000 21 87 7", "c0200000 12 5003 3"), pages);
    }

    @Test
    void twoLevels_haveLargePagesWhereThatIsOn() {
        entry(0x1000, 1, 4, 0x3000 | 0x87);
        entry(0x3000, 2, 4, 0x6005);

        assertTrue(walk(Paging.Kind.LARGE, 0x1000));
        assertTrue(walk(Paging.Kind.SMALL, 0x1000));

        assertEquals(List.of("400000 22 3087 7", "402000 12 6005 5"), pages);
    }

    @Test
    void tablesOutsideRam_mapNothing() {
        entry(0x1000, 0, 8, 0x7fff_f000L | TABLE);

        assertTrue(walk(Paging.Kind.LONG, 0x1000));
        assertTrue(walk(Paging.Kind.LONG, 0xffff_f000L));

        assertEquals(List.of(), pages);
    }

    @Test
    void tablesWithoutEnd_areLeftWhenItIsEnough() {
        for (int i = 0; i < 512; i++) {
            entry(0x1000, i, 8, 0x1000 | TABLE);
            entry(0x2000, i, 8, 0x2000 | TABLE & ~1);
        }

        assertFalse(walk(Paging.Kind.LONG, 0x1000));
        assertEquals(5, pages.size());

        entry(0x2000, 0, 8, 0x3000 | TABLE);
        long[] seen = {0};
        assertFalse(PageTables.walk(memory, new Paging(Paging.Kind.LONG5, 0x1000), (a, shift, entry, rights) -> {
            seen[0]++;
            return true;
        }));
        assertTrue(seen[0] <= PageTables.MOST_ENTRIES, String.valueOf(seen[0]));
    }
}
