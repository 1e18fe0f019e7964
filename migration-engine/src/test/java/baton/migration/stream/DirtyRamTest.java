package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.migration.spi.DirtyLog;
import baton.migration.spi.PageSet;
import baton.migration.spi.RamBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirtyRamTest {
    private static final int PAGE = 4096;

    private final List<String> calls = new ArrayList<>();

    @Test
    void untouchedPages_areNotHandedOnToBeRead() throws IOException {
        DirtyRam ram = new DirtyRam(List.of(new Sparse()), RamPlan.COPY_ALL);

        ram.send(new Recording(), new Telling(), Pacer.NONE);

        assertEquals(
                List.of("reading 0-4096", "untouched 0-3", "pages 3-5", "untouched 5-100", "pages 100-101"),
                calls.subList(0, 5));
        assertEquals("reading 4096-5000", calls.get(calls.size() - 5));
        assertEquals("untouched 4864-5000", calls.get(calls.size() - 1));
        assertEquals(0, ram.remaining());
    }

    @Test
    void whatIsUntouched_isLookedUpAfterTheLogWasTold() throws IOException {
        Sparse block = new Sparse();
        DirtyRam ram = new DirtyRam(List.of(block), RamPlan.COPY_ALL);

        ram.send(
                new Recording(),
                new Telling() {
                    @Override
                    public void reading(RamBlock of, PageSet pages, long first, long end) {
                        super.reading(of, pages, first, end);
                        block.also = 4500;
                    }
                },
                Pacer.NONE);

        assertEquals(1, calls.stream().filter("pages 4500-4501"::equals).count());
    }

    /** 5000 pages, of which 3, 4 and 100 were touched. */
    private static final class Sparse implements RamBlock {
        private long also = 100;

        private boolean touched(long page) {
            return page == 3 || page == 4 || page == 100 || page == also;
        }

        @Override
        public long touchedFrom(long offset) {
            long page = offset / PAGE;
            while (page < 5000 && !touched(page)) {
                page++;
            }
            return page * PAGE;
        }

        @Override
        public long untouchedFrom(long offset) {
            long page = offset / PAGE;
            while (touched(page)) {
                page++;
            }
            return page * PAGE;
        }

        @Override
        public String name() {
            return "ram";
        }

        @Override
        public long length() {
            return 5000 * PAGE;
        }

        @Override
        public long address() {
            return 0;
        }

        @Override
        public long guestAddress() {
            return 0;
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public boolean namedFile() {
            return false;
        }

        @Override
        public int fd() {
            return -1;
        }
    }

    private final class Recording implements PageSink {
        @Override
        public void pages(RamBlock block, long from, long to) {
            calls.add("pages " + from / PAGE + "-" + to / PAGE);
        }

        @Override
        public void untouched(RamBlock block, long from, long to) {
            calls.add("untouched " + from / PAGE + "-" + to / PAGE);
        }
    }

    private class Telling implements DirtyLog {
        @Override
        public void collect(RamBlock block, PageSet into) {}

        @Override
        public void reading(RamBlock block, PageSet pages, long first, long end) {
            calls.add("reading " + first + "-" + end);
        }

        @Override
        public void close() {}
    }
}
