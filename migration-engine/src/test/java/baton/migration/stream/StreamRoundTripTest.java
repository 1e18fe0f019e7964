package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Reporter;
import baton.migration.channel.Channel;
import baton.migration.spi.DirtyLog;
import baton.migration.testing.PlainThreads;
import baton.migration.vmstate.StateWriter;
import baton.migration.vmstate.VmState;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamRoundTripTest {
    private static final Reporter SILENT = new Reporter() {
        @Override
        public void error(String text) {}

        @Override
        public void warn(String text) {}
    };

    @Test
    void writtenStream_loadsIntoAnotherMachineEqually() throws Exception {
        Random random = new Random(7);
        try (TestVm source = machine(random);
                TestVm target = machine(null)) {
            source.fill(0, 0, 1);
            source.fill(0, 2, 2);
            source.fill(1, 3, 3);
            target.fill(0, 1, 9);

            byte[] stream = write(source, StreamOptions.DEFAULT, RamPlan.COPY_ALL);
            MemoryChannel channel = new MemoryChannel(stream).inPiecesOf(1000);
            IncomingStream.load(target, channel, StreamOptions.DEFAULT, RamPlan.COPY_ALL, SILENT, new PlainThreads());

            for (int page = 0; page < 4; page++) {
                assertArrayEquals(source.page(0, page), target.page(0, page), "page " + page);
                assertArrayEquals(source.page(1, page), target.page(1, page), "page " + page);
            }
            assertArrayEquals(saved(source), saved(target));
            assertEquals(1, ((TableStruct) target.sections().get(0)).loads);
        }
    }

    @Test
    void pagesAreCountedAndSentInLargePieces() throws Exception {
        try (TestVm vm = new TestVm("m", List.of()).ram("ram", 4 << 20, 0)) {
            for (int page = 0; page < 512; page++) {
                vm.fill(0, 2 * page, 1 + page % 255);
            }
            CountingPacer pacer = new CountingPacer();
            MemoryChannel channel = new MemoryChannel();

            write(vm, channel, StreamOptions.DEFAULT, RamPlan.COPY_ALL, pacer);

            assertEquals(512, pacer.normal);
            assertEquals(512, pacer.zero);
            assertEquals(channel.written().length, pacer.sent);
            assertTrue(channel.largestWrite >= 256 * 1024, "largest write " + channel.largestWrite);
        }
    }

    @Test
    void pacerThatThrows_stopsTheStream() throws Exception {
        try (TestVm vm = new TestVm("m", List.of()).ram("ram", 16 << 20, 0)) {
            Pacer cancelled = new Pacer() {
                @Override
                public void sent(int bytes) {}

                @Override
                public void pages(int normal, int zero) throws InterruptedIOException {
                    throw new InterruptedIOException("cancelled");
                }
            };
            MemoryChannel channel = new MemoryChannel();

            assertThrows(
                    InterruptedIOException.class,
                    () -> write(vm, channel, StreamOptions.DEFAULT, RamPlan.COPY_ALL, cancelled));
        }
    }

    @Test
    void descriptionOfAnyLength_isFoundByAnalyzeMigration() throws Exception {
        int padded = 0;
        for (int length = 1; length <= 255; length++) {
            TestVm vm = new TestVm("m", List.of(new TableStruct("dev", 1).u8("x".repeat(length))));

            byte[] stream = write(vm, StreamOptions.DEFAULT, RamPlan.COPY_ALL);

            // The script takes the last NUL of the file and then the first brace.
            String text = new String(stream, StandardCharsets.ISO_8859_1);
            int brace = text.indexOf('{', text.lastIndexOf('\0'));
            assertTrue(text.startsWith("{\"configuration\": ", brace), "name of length " + length);
            padded += text.endsWith(" ") ? 1 : 0;
        }
        assertTrue(padded > 0, "no length needed padding");
    }

    @Test
    void nameThatDoesNotFit_isRefused() throws Exception {
        try (TestVm vm = new TestVm("m", List.of()).ram("r".repeat(256), 4096, 0)) {
            IOException e = assertThrows(IOException.class, () -> write(vm, StreamOptions.DEFAULT, RamPlan.COPY_ALL));

            assertTrue(e.getMessage().endsWith("is longer than 255 bytes and cannot be migrated"), e.getMessage());
        }
    }

    static byte[] write(TestVm vm, StreamOptions options, RamPlan plan) throws Exception {
        MemoryChannel channel = new MemoryChannel();
        write(vm, channel, options, plan, Pacer.NONE);
        return channel.written();
    }

    static void write(TestVm vm, Channel channel, StreamOptions options, RamPlan plan, Pacer pacer) throws Exception {
        OutgoingStream stream = new OutgoingStream(vm, channel, options, plan, pacer, new PlainThreads());
        try {
            stream.header();
            stream.ramSetup();
            DirtyRam ram = new DirtyRam(vm.ramBlocks(), plan);
            if (ram.total() > 0) {
                stream.ramPart(ram, DirtyLog.NONE);
            }
            stream.switchover(ram, DirtyLog.NONE);
            stream.devices();
            stream.end();
        } finally {
            stream.close();
        }
    }

    private static TestVm machine(Random random) throws Exception {
        List<TableStruct> sections = MicrovmTables.sections(2);
        if (random != null) {
            for (TableStruct section : sections) {
                section.shuffle(random);
            }
        }
        return new TestVm("microvm", sections).ram("ram0", 16 << 10, 0).ram("pc.bios", 16 << 10, 0);
    }

    private static byte[] saved(TestVm vm) throws Exception {
        StateWriter out = new StateWriter();
        for (VmState section : vm.sections()) {
            out.save(section);
        }
        return out.toByteArray();
    }

    private static final class CountingPacer implements Pacer {
        int sent;
        int normal;
        int zero;

        @Override
        public void sent(int bytes) {
            sent += bytes;
        }

        @Override
        public void pages(int normalPages, int zeroPages) {
            normal += normalPages;
            zero += zeroPages;
        }
    }
}
