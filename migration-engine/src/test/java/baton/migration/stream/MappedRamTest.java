package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.channel.Channel;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.Channels;
import baton.migration.ram.RamFormat;
import baton.migration.ram.ZeroPages;
import baton.migration.spi.DirtyLog;
import baton.migration.testing.FakeFds;
import baton.migration.testing.PlainThreads;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedRamTest {
    private static final int PAGE = 4096;
    private static final int HEADER_AT = 0x62;

    @TempDir
    private Path directory;

    private final CollectingReporter reporter = new CollectingReporter();
    private final Channels channels = new Channels(new FakeFds(), reporter);
    private StreamOptions options = mapped(ZeroPages.MULTIFD);
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("vm.state");
    }

    @Test
    void pages_lieAtTheirPlaces() throws Exception {
        try (TestVm vm = source()) {
            write(vm, 0);

            assertEquals(1, read(HEADER_AT, 4)[3], "version");
            assertEquals(0x0000_0011, read(HEADER_AT + 28, 1)[0], "pages 0 and 4");
            assertArrayEquals(vm.page(0, 0), read(0x100000, PAGE));
            assertArrayEquals(vm.page(0, 4), read(0x100000 + 4 * PAGE, PAGE));
            assertArrayEquals(new byte[PAGE], read(0x100000 + PAGE, PAGE));
        }
    }

    @Test
    void loaded_equallyIntoFreshAndUsedMemory() throws Exception {
        try (TestVm vm = source();
                TestVm fresh = machine(true);
                TestVm used = machine(false)) {
            used.fill(0, 1, 9);
            used.fill(1, 3, 9);
            for (int offset : new int[] {0, 0x1234}) {
                write(vm, offset);
                load(fresh, offset);
                load(used, offset);

                assertSame(vm, fresh);
                assertSame(vm, used);
            }
        }
    }

    @Test
    void pageThatBecameZero_isTakenBack() throws Exception {
        try (TestVm vm = source();
                TestVm target = machine(true)) {
            Channel channel = channels.openForWriting(new ChannelAddress.File(file.toString(), 0));
            OutgoingStream stream =
                    new OutgoingStream(vm, channel, options, RamPlan.COPY_ALL, Pacer.NONE, new PlainThreads());
            stream.header();
            stream.ramSetup();
            stream.ramPart(new DirtyRam(vm.ramBlocks(), RamPlan.COPY_ALL), DirtyLog.NONE);
            vm.fill(0, 4, 0);
            vm.fill(0, 0, 7);
            stream.switchover(new DirtyRam(vm.ramBlocks(), RamPlan.COPY_ALL), DirtyLog.NONE);
            stream.devices();
            stream.end();
            stream.close();
            channel.close();

            load(target, 0);

            assertSame(vm, target);
        }
    }

    @Test
    void zeroPagesNotLookedFor_areStored() throws Exception {
        options = mapped(ZeroPages.NONE);
        try (TestVm vm = source();
                TestVm target = machine(true)) {
            write(vm, 0);

            assertEquals(-1, read(HEADER_AT + 28, 1)[0]);
            load(target, 0);
            assertSame(vm, target);
        }
    }

    @Test
    void holesPunchedIntoIt_areZeroPages() throws Exception {
        try (TestVm vm = source();
                TestVm target = machine(true)) {
            write(vm, 0);
            patch(0x100000, new byte[PAGE]);

            load(target, 0);

            assertArrayEquals(new byte[PAGE], target.page(0, 0));
            assertArrayEquals(vm.page(0, 4), target.page(0, 4));
        }
    }

    @Test
    void fileOfQemu_isLoadedAndWrittenAgainAlike() throws Exception {
        try (InputStream golden =
                new GZIPInputStream(MappedRamTest.class.getResourceAsStream("/golden/qemu-10.0/mapped-ram.mig.gz"))) {
            Files.copy(golden, file);
        }
        Path theirs = file;
        try (TestVm first = qemu();
                TestVm second = qemu()) {
            load(first, 0);
            file = directory.resolve("ours");
            write(first, 0);
            load(second, 0);

            byte[] ours = Files.readAllBytes(file);
            byte[] golden = Files.readAllBytes(theirs);
            int end = 0x1210000;
            for (int i = 0; i < end; i++) {
                // Section ids are each sender's own.
                if (ours[i] != golden[i]) {
                    throw new AssertionError("differ at byte " + Integer.toHexString(i));
                }
            }
            for (int page = 0; page < 4096; page++) {
                assertArrayEquals(first.page(0, page), second.page(0, page));
            }
            assertEquals(List.of(), reporter.lines);
        }
    }

    @Test
    void damagedHeader_isRefused() throws Exception {
        try (TestVm vm = source();
                TestVm target = machine(true)) {
            write(vm, 0);
            assertEquals(
                    "Migration mapped-ram capability version not supported (expected <= 1, got 2)",
                    refused(target, 3, 2));
            assertEquals("Mapped-ram pages of 8192 bytes are not supported, only of 4096", refused(target, 10, 0x20));
            assertEquals("Error reading dirty bitmap", refused(target, 12, 0x80));
            assertEquals("Error reading dirty bitmap", refused(target, 13, 0x01));
            assertEquals("Error reading ramblock ram pages, region has bad alignment", refused(target, 27, 0x01));
            assertTrue(refused(target, 20, 0xff).endsWith("Unable to read from file: Invalid argument"));
            assertTrue(refused(target, 21, 0x7f).contains("Partial read of size 0, expected 4096"));
        }
    }

    @Test
    void cutFile_isRefused() throws Exception {
        try (TestVm vm = source();
                TestVm target = machine(true)) {
            write(vm, 0);
            for (long length : new long[] {HEADER_AT + 20, HEADER_AT + 28, 0x100000 + 100, 0x100000 + 5 * PAGE - 1}) {
                try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                    cut.setLength(length);
                }
                assertThrows(VmStateException.class, () -> load(target, 0), "cut at " + length);
                write(vm, 0);
            }
        }
    }

    @Test
    void pageInTheStream_isRefused() throws Exception {
        try (TestVm vm = source();
                TestVm target = machine(true)) {
            write(vm, 0);
            // The end mark of the list becomes a zero page.
            patch(0x200000 + 8 * PAGE + 7, new byte[] {0x22});

            assertThrows(VmStateException.class, () -> load(target, 0));

            assertTrue(
                    reporter.lines.get(0).contains("Unknown combination of migration flags: 0x22"),
                    reporter.lines.get(0));
        }
    }

    /** Writes {@code value} at {@code offset} of the first header and tells the refusal; the header is put back. */
    private String refused(TestVm target, int offset, int value) throws IOException {
        byte[] was = read(HEADER_AT + offset, 1);
        patch(HEADER_AT + offset, new byte[] {(byte) value});
        reporter.lines.clear();
        assertThrows(VmStateException.class, () -> load(target, 0));
        patch(HEADER_AT + offset, was);
        return reporter.lines.get(0);
    }

    private static StreamOptions mapped(ZeroPages zeroPages) {
        return new StreamOptions(false, false, true, new RamFormat(true, false, zeroPages, -1, 0));
    }

    private static TestVm machine(boolean madeZero) throws Exception {
        return new TestVm("m", List.of(new TableStruct("dev", 1).u8("x")))
                .ram("ram", 8 * PAGE, 0, madeZero)
                .ram("bios", 8 * PAGE, 0, madeZero);
    }

    private static TestVm source() throws Exception {
        TestVm vm = machine(true);
        vm.fill(0, 0, 1);
        vm.fill(0, 4, 2);
        vm.fill(1, 7, 3);
        return vm;
    }

    private TestVm qemu() throws Exception {
        List<TableStruct> sections = new ArrayList<>(MicrovmTables.sections(1));
        return new TestVm("microvm", sections)
                .ram("microvm.ram", 16 << 20, 0, true)
                .ram("pc.bios", 64 << 10, 0, true);
    }

    private static void assertSame(TestVm expected, TestVm actual) {
        for (int page = 0; page < 8; page++) {
            assertArrayEquals(expected.page(0, page), actual.page(0, page), "ram " + page);
            assertArrayEquals(expected.page(1, page), actual.page(1, page), "bios " + page);
        }
    }

    private void write(TestVm vm, long offset) throws Exception {
        Channel channel = channels.openForWriting(new ChannelAddress.File(file.toString(), offset));
        StreamRoundTripTest.write(vm, channel, options, RamPlan.COPY_ALL, Pacer.NONE);
        channel.close();
    }

    private void load(TestVm vm, long offset) throws IOException, VmStateException {
        Channel channel = channels.openForReading(new ChannelAddress.File(file.toString(), offset));
        try {
            IncomingStream.load(vm, channel, options, RamPlan.COPY_ALL, reporter, new PlainThreads());
        } finally {
            channel.close();
        }
    }

    private byte[] read(long at, int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(at);
            return in.readNBytes(length);
        }
    }

    private void patch(long at, byte[] bytes) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(at);
            out.write(bytes);
        }
    }
}
