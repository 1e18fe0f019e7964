package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.ram.RamFormat;
import baton.migration.ram.ZeroPages;
import baton.migration.spi.DirtyLog;
import baton.migration.testing.PlainThreads;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XbzrlePagesTest {
    private static final int PAGE = 4096;
    private static final int PAGES = 64;

    private XbzrleCounts counts;

    @ParameterizedTest
    @ValueSource(longs = {PAGE, 16 * PAGE, 1 << 20})
    void changesOfManyRounds_arrive(long cache) throws Exception {
        StreamOptions options =
                new StreamOptions(false, false, true, new RamFormat(false, false, ZeroPages.MULTIFD, -1, cache));
        try (TestVm source = machine();
                TestVm target = machine()) {
            MemoryChannel channel = new MemoryChannel();
            OutgoingStream stream =
                    new OutgoingStream(source, channel, options, RamPlan.COPY_ALL, new Watching(), new PlainThreads());
            stream.header();
            stream.ramSetup();
            DirtyRam ram = new DirtyRam(source.ramBlocks(), RamPlan.COPY_ALL);
            for (int round = 0; round < 6; round++) {
                stream.ramPart(ram, DirtyLog.NONE);
                ram.collect(new EverythingDirty());
                change(source, round);
            }
            stream.switchover(ram, DirtyLog.NONE);
            stream.devices();
            stream.end();
            stream.close();

            IncomingStream.load(
                    target,
                    new MemoryChannel(channel.written()),
                    options,
                    RamPlan.COPY_ALL,
                    new CollectingReporter(),
                    new PlainThreads());

            for (int page = 0; page < PAGES; page++) {
                assertArrayEquals(source.page(0, page), target.page(0, page), "page " + page);
            }
            assertEquals(cache, counts.cacheSize());
            assertTrue(counts.misses() > 0, "misses");
            assertTrue(cache == PAGE || counts.pages() > 30, "pages " + counts.pages());
            assertTrue(cache == PAGE || counts.encodingRate() > 2, "rate " + counts.encodingRate());
        }
    }

    private static void change(TestVm vm, int round) {
        for (int page = 0; page < PAGES; page++) {
            switch ((page + round) % 5) {
                case 0 -> vm.fill(0, page, 0);
                case 1 -> vm.fill(0, page, page + round);
                case 2 -> vm.put(0, page * (long) PAGE + 8 * round, round);
                case 3 -> vm.put(0, page * (long) PAGE + PAGE - 1, round);
                default -> {}
            }
        }
    }

    private static TestVm machine() throws Exception {
        return new TestVm("m", List.of(new TableStruct("dev", 1).u8("x"))).ram("ram", PAGES * PAGE, 0, true);
    }

    private final class Watching implements Pacer {
        @Override
        public void sent(int bytes) {}

        @Override
        public void pages(int normal, int zero) {}

        @Override
        public void xbzrle(XbzrleCounts found) {
            counts = found;
        }
    }
}
