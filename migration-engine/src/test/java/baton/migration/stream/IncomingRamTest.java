package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.testing.PlainThreads;
import baton.migration.vmstate.VmStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ram section on load: into the right page, and never outside a block. */
class IncomingRamTest {
    private static final RamPlan RAM_STAYS = new RamPlan() {
        @Override
        public RamPolicy ram(RamBlock block) {
            return block.name().equals("ram") ? RamPolicy.IN_PLACE : RamPolicy.COPY;
        }
    };

    private final CollectingReporter reporter = new CollectingReporter();
    private StreamOptions options = new StreamOptions(false, false, false);
    private RamPlan plan = RamPlan.COPY_ALL;
    private TestVm vm;

    @BeforeEach
    void machine() throws Exception {
        vm = new TestVm("m1", List.of()).ram("ram", 0x4000, 0x1000).ram("rom", 0x2000, 0);
    }

    @AfterEach
    void close() throws Exception {
        vm.close();
    }

    @Test
    void pages_goWhereTheyBelong() throws Exception {
        vm.fill(0, 2, 9);

        load(list().u64(0x1008)
                .str8("ram")
                .text("x".repeat(4096))
                .u64(0x2022)
                .u8(0)
                .u64(0x10)
                .footer(1)
                .ramEnd()
                .u64(0x28 | 0x3000)
                .text("y".repeat(4096))
                .u64(8)
                .str8("rom")
                .text("z".repeat(4096))
                .u64(0x10)
                .footer(1)
                .u8(0));

        assertArrayEquals(filled('x'), vm.page(0, 1));
        assertArrayEquals(filled(0), vm.page(0, 2));
        assertArrayEquals(filled('y'), vm.page(0, 3));
        assertArrayEquals(filled('z'), vm.page(1, 0));
    }

    @Test
    void pagesInARow_endAsTheLastOfThemSays() throws Exception {
        load(list().u64(0x8)
                .str8("ram")
                .text("a".repeat(4096))
                .u64(0x1028)
                .text("b".repeat(4096))
                .u64(0x1022)
                .u8(0)
                .u64(0x2028)
                .text("c".repeat(4096))
                .u64(0x2028)
                .text("d".repeat(4096))
                .u64(0x3028)
                .text("e".repeat(4096))
                .u64(0x10)
                .footer(1)
                .ramEnd()
                .u64(0x10)
                .footer(1)
                .u8(0));

        assertArrayEquals(filled('a'), vm.page(0, 0));
        assertArrayEquals(filled(0), vm.page(0, 1));
        assertArrayEquals(filled('d'), vm.page(0, 2));
        assertArrayEquals(filled('e'), vm.page(0, 3));
    }

    @Test
    void zeroPageAfterAnEarlierPass_clearsWhatThatPassWrote() throws Exception {
        vm.close();
        vm = new TestVm("m1", List.of()).ram("ram", 0x4000, 0x1000, true).ram("rom", 0x2000, 0, true);

        load(list().u64(0x1008)
                .str8("ram")
                .text("x".repeat(4096))
                .u64(0x10)
                .footer(1)
                .ramEnd()
                .u64(0x1022)
                .u8(0)
                .u64(0x10)
                .footer(1)
                .u8(0));

        assertArrayEquals(filled(0), vm.page(0, 1));
    }

    @Test
    void zeroPageOfABlockMadeZero_isNotLookedAt() throws Exception {
        vm.close();
        vm = new TestVm("m1", List.of()).ram("ram", 0x4000, 0x1000, true).ram("rom", 0x2000, 0, true);
        vm.fill(0, 2, 9); // what cannot be there: it shows whether the page was touched

        load(list().u64(0x2002)
                .str8("ram")
                .u8(0)
                .u64(0x10)
                .footer(1)
                .ramEnd()
                .u64(0x10)
                .footer(1)
                .u8(0));

        assertArrayEquals(filled(9), vm.page(0, 2));
    }

    @Test
    void blockOfAnotherLength_isRefused() {
        assertRefused(
                "Size mismatch: ram: 0x8000 != 0x4000: Invalid argument",
                start().u64(0x8004).str8("ram").u64(0x8000));
        assertEquals(
                "error while loading state for instance 0x0 of device 'ram': Failed to load vmstate version_id: 4, ret: -22",
                refusal(start().u64(0x8004).str8("ram").u64(0x8000)));
    }

    @Test
    void unknownBlock_isRefused() {
        assertRefused(
                "Unknown ramblock \"pc.ram\", cannot accept migration",
                start().u64(0x8004).str8("pc.ram").u64(0x8000));
    }

    @Test
    void pageOfAnUnknownBlock_isRefused() {
        assertRefused("Can't find block pc.ram", list().u64(8).str8("pc.ram"));
    }

    @Test
    void listLongerThanItsTotal_isRefused() {
        assertRefused(
                "RAM blocks are longer than their total of 0x1000",
                start().u64(0x1004).str8("ram").u64(0x4000));
    }

    @Test
    void pageBeyondTheBlock_isRefused() {
        assertRefused("Illegal RAM offset 4000", list().u64(0x4008).str8("ram").zeros(4096));
        assertRefused(
                "Illegal RAM offset fffffffffffff000",
                list().u64(-0x1000L | 8).str8("ram").zeros(4096));
    }

    @Test
    void continuedPageWithoutAFirst_isRefused() {
        assertRefused("Ack, bad migration stream!", list().u64(0x28));
    }

    @Test
    void badDifferences_areRefused() {
        assertRefused(
                "Failed to load XBZRLE page - wrong compression!",
                list().u64(0x40).str8("rom").u8(2).u8(0).u8(0));
        assertRefused(
                "Failed to load XBZRLE page - len overflow!",
                list().u64(0x40).str8("rom").u8(1).u8(0x10).u8(1));
        assertRefused(
                "Failed to load XBZRLE page - decode error!",
                list().u64(0x40).str8("rom").u8(1).u8(0).u8(1).u8(0));
    }

    @Test
    void unknownFlags_areRefused() {
        assertRefused("Unknown combination of migration flags: 0xa", list().u64(0xa));
        assertRefused("Unknown combination of migration flags: 0x80", list().u64(0x80));
    }

    @Test
    void zeroPageWithAValue_isRefused() {
        assertRefused(
                "Found a zero page with value 5", list().u64(2).str8("ram").u8(5));
    }

    @Test
    void pageOfABlockThatStays_isRefused() {
        plan = RAM_STAYS;

        assertRefused("block ram should not be migrated !", list().u64(8).str8("ram"));
    }

    @Test
    void blockThatStaysElsewhere_isRefused() {
        plan = RAM_STAYS;
        options = new StreamOptions(true, false, false);

        assertRefused(
                "Mismatched GPAs for block ram 8192!= 4096",
                StreamBytes.machine("m1")
                        .subsection("configuration/capabilities", 1)
                        .u32(1)
                        .str8("x-ignore-shared")
                        .ram()
                        .u64(0x6004)
                        .str8("ram")
                        .u64(0x4000)
                        .u64(0x2000));
    }

    @Test
    void truncatedRam_isAnInputOutputError() {
        assertRefused("Getting RAM address failed", list());
        assertEquals(
                "Failed to load vmstate version_id: 4, ret: -5",
                refusal(list().u64(0x10).footer(1).ramEnd()));
    }

    @Test
    void otherRamVersion_isRefused() {
        assertEquals(
                "unsupported version 5 for 'ram' v4",
                refusal(StreamBytes.machine("m1")
                        .u8(1)
                        .u32(1)
                        .str8("ram")
                        .u32(0)
                        .u32(5)));
        assertEquals(
                "error while loading state for instance 0x0 of device 'ram': Failed to load vmstate version_id: 3, ret: -22",
                refusal(StreamBytes.machine("m1")
                        .u8(1)
                        .u32(1)
                        .str8("ram")
                        .u32(0)
                        .u32(3)));
    }

    private static StreamBytes start() {
        return StreamBytes.machine("m1").ram();
    }

    private static StreamBytes list() {
        return start().u64(0x6004).str8("ram").u64(0x4000).str8("rom").u64(0x2000);
    }

    private static byte[] filled(int value) {
        byte[] page = new byte[4096];
        Arrays.fill(page, (byte) value);
        return page;
    }

    /** The detail goes to the reporter, the exception names the section. */
    private void assertRefused(String detail, StreamBytes stream) {
        reporter.lines.clear();
        refusal(stream);
        assertEquals(new ArrayList<>(List.of(detail)), reporter.lines);
    }

    private String refusal(StreamBytes stream) {
        return assertThrows(VmStateException.class, () -> load(stream)).getMessage();
    }

    private void load(StreamBytes stream) throws Exception {
        IncomingStream.load(vm, new MemoryChannel(stream.toBytes()), options, plan, reporter, new PlainThreads());
    }
}
