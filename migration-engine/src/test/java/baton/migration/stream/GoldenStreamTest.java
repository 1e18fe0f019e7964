package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.testing.PlainThreads;
import baton.migration.vmstate.ArraySource;
import baton.migration.vmstate.StateDescriber;
import baton.migration.vmstate.StateReader;
import baton.migration.vmstate.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that QEMU 10.2.2 wrote: read to the last bit, and written again as they were. */
class GoldenStreamTest {
    private static final byte[] UUID = HexFormat.of().parseHex("112233445566778899aabbccddeeff00");

    /** What a target of each captured stream would be given. */
    private static final class IgnoreMainRam implements RamPlan {
        @Override
        public RamPolicy ram(RamBlock block) {
            return RamPolicy.IN_PLACE;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mv1-plain",
                "mv1-hlt",
                "mv1-paused",
                "mv1-pvmsr",
                "mv1-uuid",
                "mv1-cpr-reboot",
                "mv1-memfile-ign",
                "mv2",
                "mv2-hlt",
                "cpr-transfer.main",
                "synth"
            })
    void everySection_isEncodedAndDescribedAsItWas(String name) throws Exception {
        CapturedStream stream = new CapturedStream(CapturedStream.golden(name));
        StateWriter out = new StateWriter();
        StateDescriber describer = new StateDescriber(out);
        StringBuilder description = new StringBuilder("{\"configuration\": {");
        description.append(describer.save(stream.configuration));
        description.append("}, \"page_size\": 4096, \"devices\": [");
        String separator = "";

        for (CapturedStream.Item item : stream.items) {
            if (item.type() == Wire.SECTION_FULL) {
                TableStruct section = CapturedStream.table(item.idstr(), item.instance());
                new StateReader(new ArraySource(item.body())).load(section, item.version());
                out.clear();
                description.append(separator).append("{\"name\": \"").append(item.idstr());
                description
                        .append("\", \"instance_id\": ")
                        .append(item.instance())
                        .append(", ");
                description.append(describer.save(section)).append('}');
                separator = ", ";
                assertArrayEquals(item.body(), out.toByteArray(), item.idstr());
            }
        }

        assertEquals(stream.description, description.append("]}").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "mv1-plain, microvm.ram, false, false",
        "mv1-hlt, microvm.ram, false, false",
        "mv1-paused, microvm.ram, false, false",
        "mv1-pvmsr, microvm.ram, false, false",
        "mv1-uuid, microvm.ram, false, true",
        "mv1-cpr-reboot, m0, true, false",
        "mv1-memfile-ign, m0, true, false",
        "mv2, microvm.ram, false, false",
        "mv2-hlt, microvm.ram, false, false",
        "synth, microvm.ram, false, false"
    })
    void loadedStream_isWrittenAgainWithTheSameContents(String name, String ram, boolean ignore, boolean uuid)
            throws Exception {
        CapturedStream theirs = new CapturedStream(CapturedStream.golden(name));
        StreamOptions options = new StreamOptions(ignore, uuid, true);
        RamPlan plan = ignore ? new IgnoreMainRam() : RamPlan.COPY_ALL;
        CollectingReporter reporter = new CollectingReporter();
        try (TestVm first = TestVm.microvm(ram, theirs.freshSections()).uuid(UUID);
                TestVm second = TestVm.microvm(ram, theirs.freshSections()).uuid(UUID)) {
            IncomingStream.load(first, new MemoryChannel(theirs.bytes), options, plan, reporter, new PlainThreads());
            byte[] written = StreamRoundTripTest.write(first, options, plan);
            IncomingStream.load(second, new MemoryChannel(written), options, plan, reporter, new PlainThreads());

            CapturedStream ours = new CapturedStream(written);
            assertEquals(withoutRamPages(theirs), withoutRamPages(ours));
            assertEquals(theirs.description, ours.description);
            assertArrayEquals(
                    Arrays.copyOf(theirs.bytes, theirs.items.get(0).bodyAt() - 16),
                    Arrays.copyOf(written, ours.items.get(0).bodyAt() - 16));
            for (long page = 0; page < 16384; page++) {
                assertArrayEquals(first.page(0, page), second.page(0, page));
            }
            assertEquals(List.of(), reporter.lines);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpr-transfer.main"})
    void streamWithoutRamPages_isWrittenAgainByteForByte(String name) throws Exception {
        CapturedStream theirs = new CapturedStream(CapturedStream.golden(name));
        RamPlan plan = new IgnoreMainRam();
        try (TestVm vm = TestVm.microvm("m0", theirs.freshSections())) {
            IncomingStream.load(
                    vm,
                    new MemoryChannel(theirs.bytes),
                    StreamOptions.DEFAULT,
                    plan,
                    new CollectingReporter(),
                    new PlainThreads());

            CapturedStream ours = new CapturedStream(StreamRoundTripTest.write(vm, StreamOptions.DEFAULT, plan));

            assertEquals(theirs.items.toString(), ours.items.toString());
            assertArrayEquals(withoutIds(theirs), withoutIds(ours));
        }
    }

    /** Pages may be sent in any order and number: only the block list and the devices are compared. */
    private static List<String> withoutRamPages(CapturedStream stream) {
        List<String> kept = new ArrayList<>();
        for (CapturedStream.Item item : stream.items) {
            boolean pages = item.type() == Wire.SECTION_PART || item.type() == Wire.SECTION_END;
            if (!pages && item.type() != Wire.COMMAND) {
                kept.add(item.toString());
            }
        }
        return kept;
    }

    /** Section ids are the sender's own numbers; they are in front of the name and in the footer. */
    private static byte[] withoutIds(CapturedStream stream) {
        byte[] bytes = stream.bytes.clone();
        for (CapturedStream.Item item : stream.items) {
            boolean named = item.type() == Wire.SECTION_START || item.type() == Wire.SECTION_FULL;
            if (item.type() != Wire.COMMAND) {
                int id = item.bodyAt() - (named ? 13 + item.idstr().length() : 4);
                Arrays.fill(bytes, id, id + 4, (byte) 0);
                int footer = item.bodyAt() + item.body().length + 1;
                Arrays.fill(bytes, footer, footer + 4, (byte) 0);
            }
        }
        return bytes;
    }
}
