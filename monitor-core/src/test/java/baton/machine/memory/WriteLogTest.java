package baton.machine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.spi.DirtyLog;
import baton.migration.spi.PageSet;
import baton.nat.libc.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RAM of 300 pages: the guest sees pages 0 to 99 at 0, and 130 to 299 at 1 MiB. */
class WriteLogTest {
    private static final long PAGE = 4096;

    private final MemoryMap map = new MemoryMap();
    private final FakeSlots kvm = new FakeSlots();
    private RamBackend ram;
    private PageSet pages;

    @BeforeEach
    void twoSlotsOfOneBlock() throws MemoryException {
        ram = RamBackends.create(MemoryBackendConfig.plain("ram", 300 * PAGE));
        map.add("low", 0, 100 * PAGE, ram, 0);
        map.add("high", 0x100000, 170 * PAGE, ram, 130 * PAGE);
        pages = new PageSet(300);
    }

    @AfterEach
    void free() throws IOException {
        ram.close();
    }

    private List<Long> collected(DirtyLog log) throws IOException {
        pages.clear();
        log.collect(ram, pages);
        List<Long> list = new ArrayList<>();
        for (long page = pages.first(0); page >= 0; page = pages.first(page + 1)) {
            list.add(page);
        }
        return list;
    }

    @Test
    void guestsWrites_comeFromTheSlotsWhereTheBlockIsSeen() throws IOException {
        DirtyLog log = map.logWrites(kvm);
        kvm.slot(0).add(3, 4);
        kvm.slot(0).add(99, 100);
        kvm.slot(1).add(0, 1);
        kvm.slot(1).add(169, 170);

        assertEquals(List.of(3L, 99L, 130L, 299L), collected(log));
        assertEquals(List.of(), collected(log));
    }

    @Test
    void writesOfDevices_areNotedWhileALogIsOpen() throws IOException {
        map.write(5 * PAGE, new byte[1]);
        DirtyLog log = map.logWrites(kvm);
        map.write(2 * PAGE - 1, new byte[2]);
        map.clear(0x100000 + 10 * PAGE, 1);

        assertEquals(List.of(1L, 2L, 140L), collected(log));
        assertEquals(List.of(), collected(log));
    }

    @Test
    void whatKvmForgetsByHand_isClearedBeforeItIsRead_inWholeWords() throws IOException {
        kvm.byHand = true;
        DirtyLog log = map.logWrites(kvm);
        kvm.slot(1).add(0, 170);
        assertEquals(170, collected(log).size());
        assertEquals(170, collected(log).size(), "not yet forgotten");
        pages.remove(0, 200);

        log.reading(ram, pages, 200, 210);

        assertEquals(List.of("1: 64+64"), kvm.cleared);
        // Words of slot 1 begin at page 130 of the block: its second word is pages 194 to 257, of which 200 on are
        // left.
        assertEquals(List.of(130L, 199L), firstAndLast(collected(log), 200));
        assertTrue(pages.has(258));
        assertFalse(pages.has(200) || pages.has(257));
    }

    @Test
    void endOfASlot_isNoWholeWord() throws IOException {
        kvm.byHand = true;
        DirtyLog log = map.logWrites(kvm);
        kvm.slot(0).add(0, 100);
        collected(log);

        log.reading(ram, pages, 0, 300);

        assertEquals(List.of("0: 0+100", "1: 0+170"), kvm.cleared);
        assertEquals(List.of(), collected(log));
    }

    @Test
    void secondLog_endsTheFirst() throws IOException {
        DirtyLog first = map.logWrites(kvm);
        DirtyLog second = map.logWrites(kvm);

        assertThrows(IOException.class, () -> first.collect(ram, pages));
        first.close();
        assertEquals(List.of(true, true), kvm.logging);
        second.close();
        assertEquals(List.of(false, false), kvm.logging);
    }

    @Test
    void logThatCannotBegin_leavesNothingOn() {
        kvm.failsAt = 1;

        assertThrows(IOException.class, () -> map.logWrites(kvm));

        assertEquals(List.of(false, false), kvm.logging);
    }

    private static List<Long> firstAndLast(List<Long> list, long before) {
        long last = -1;
        for (long page : list) {
            last = page < before ? page : last;
        }
        return List.of(list.get(0), last);
    }

    private static final class FakeSlots implements WriteSlots {
        private final List<PageSet> dirty = List.of(new PageSet(100), new PageSet(170));
        private final List<Boolean> logging = new ArrayList<>(List.of(false, false));
        private final List<String> cleared = new ArrayList<>();
        private boolean byHand;
        private int failsAt = -1;

        PageSet slot(int slot) {
            return dirty.get(slot);
        }

        @Override
        public void log(int slot, boolean on) throws IOException {
            if (on && slot == failsAt) {
                throw new IOException("no");
            }
            logging.set(slot, on);
        }

        @Override
        public boolean clearsByHand() {
            return byHand;
        }

        @Override
        public void written(int slot, long bitmap) {
            dirty.get(slot).copyBits(0, bitmap, dirty.get(slot).pages());
            if (!byHand) {
                dirty.get(slot).clear();
            }
        }

        @Override
        public void clear(int slot, long firstPage, int pages, long bitmap) {
            cleared.add(slot + ": " + firstPage + "+" + pages);
            for (int n = 0; n < pages; n++) {
                if ((Memory.getLong(bitmap + n / 64 * 8) >>> n & 1) != 0) {
                    dirty.get(slot).remove(firstPage + n, firstPage + n + 1);
                }
            }
        }
    }
}
