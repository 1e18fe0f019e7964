package baton.migration.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.migration.testing.PlainThreads;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import baton.nat.libc.Errno;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is refused on load, and in which words: those of QEMU 10.2.2. */
class IncomingStreamTest {
    private static final String UUID_A = "11111111222233334444555555555555";
    private static final String UUID_B = "11111111222233334444666666666666";
    private static final StreamOptions IGNORE_SHARED = new StreamOptions(true, false, true);

    private final TableStruct device =
            new TableStruct("dev", 2).minimum(1).alias(0x3f8).u8("a").sub(new TableStruct("dev/extra", 1).u8("b"));
    private final CollectingReporter reporter = new CollectingReporter();
    private StreamOptions options = StreamOptions.DEFAULT;
    private byte[] uuid;

    @Test
    void emptyStream_isNotAMigrationStream() {
        assertRefused("Invalid argument: Not a migration stream, magic: 0 != 5145564d", new StreamBytes());
    }

    @Test
    void otherFile_isNotAMigrationStream() {
        assertRefused(
                "Invalid argument: Not a migration stream, magic: 68656c6c != 5145564d",
                new StreamBytes().text("hello"));
    }

    @Test
    void otherStreamVersions_areNamed() {
        assertRefused(
                "Operation not supported: SaveVM v2 format is obsolete and no longer supported",
                new StreamBytes().u32(0x5145564d).u32(2));
        assertRefused(
                "Operation not supported: Unsupported migration stream version: file version 4 != 3",
                new StreamBytes().u32(0x5145564d).u32(4));
    }

    @Test
    void missingConfiguration_isRefused() {
        assertRefused(
                "Invalid argument: Configuration section missing",
                new StreamBytes().u32(0x5145564d).u32(3).u8(1));
    }

    @Test
    void otherMachine_isReportedAndRefused() {
        assertRefused(
                "Invalid argument: post load hook failed for: configuration, version_id: 1, minimum_version: 0, ret: -22",
                StreamBytes.machine("pc-i440fx-10.2").u8(0));
        assertEquals(List.of("Machine type received is 'pc-i440fx-10.2' and local is 'm1'"), reporter.lines);
    }

    @Test
    void prefixOfTheMachineName_isAccepted() throws Exception {
        load(StreamBytes.machine("m").u8(0));
    }

    @Test
    void machineNameOfImpossibleLength_isRefusedWithoutAllocating() {
        assertRefused(
                "Invalid argument: configuration: machine name of length 4294967295; at most 255 is possible",
                new StreamBytes().u32(0x5145564d).u32(3).u8(7).u32(-1));
    }

    @Test
    void capabilityOnlyInTheStream_isReportedAndRefused() {
        assertRefused(
                "Invalid argument: post load hook failed for: configuration, version_id: 1, minimum_version: 0, ret: -22",
                capability("x-ignore-shared"));
        assertEquals(List.of("Capability x-ignore-shared is off, but received capability is on"), reporter.lines);
    }

    @Test
    void capabilityOnlyHere_isReportedAndRefused() {
        options = IGNORE_SHARED;

        assertRefused(
                "Invalid argument: post load hook failed for: configuration, version_id: 1, minimum_version: 0, ret: -22",
                StreamBytes.machine("m1").u8(0));
        assertEquals(List.of("Capability x-ignore-shared is on, but received capability is off"), reporter.lines);
    }

    @Test
    void otherUuid_isReportedAndRefused() {
        uuid = HexFormat.of().parseHex(UUID_B);

        assertRefused(
                "Invalid argument: Loading VM subsection 'configuration/uuid' in 'configuration' failed: -22: post load"
                        + " hook failed for: configuration/uuid, version_id: 1, minimum_version: 1, ret: -22",
                withUuid(UUID_A));
        assertEquals(
                List.of("UUID received is 11111111-2222-3333-4444-555555555555 and local is"
                        + " 11111111-2222-3333-4444-666666666666"),
                reporter.lines);
    }

    @Test
    void uuidWithoutALocalOne_isOnlyWarnedAbout() throws Exception {
        load(withUuid(UUID_A).u8(0).u8(6).u32(0));

        assertEquals(
                List.of("warning: UUID is received 11111111-2222-3333-4444-555555555555, but local uuid isn't set"),
                reporter.lines);
    }

    @Test
    void unknownSection_isRefused() {
        assertRefused(
                "Invalid argument: Unknown section or instance '0000:00:02.0/virtio-rng' 0. Make sure that your current VM"
                        + " setup matches your saved VM setup, including any hotplugged devices",
                StreamBytes.machine("m1").full(7, "0000:00:02.0/virtio-rng", 0, 1));
    }

    @Test
    void unknownInstance_isRefused() {
        VmStateException e = refusal(StreamBytes.machine("m1").full(7, "dev", 1, 2));

        assertEquals(Reason.UNKNOWN_SECTION, e.reason());
    }

    @Test
    void aliasOfAnInstance_isAccepted() throws Exception {
        load(StreamBytes.machine("m1").full(7, "dev", 0x3f8, 2).u8(1).footer(7).u8(0));

        assertEquals(1, device.loads);
    }

    @Test
    void newerSection_isRefused() {
        VmStateException e = refusal(StreamBytes.machine("m1").full(7, "dev", 0, 3));

        assertEquals("unsupported version 3 for 'dev' v2", e.getMessage());
        assertEquals(Reason.TOO_NEW, e.reason());
    }

    @Test
    void olderSection_isRefused() {
        VmStateException e = refusal(StreamBytes.machine("m1").full(7, "dev", 0, 0));

        assertEquals(
                "error while loading state for instance 0x0 of device 'dev': dev: incoming version_id 0 is too old for"
                        + " local minimum version_id  1",
                e.getMessage());
        assertEquals(Reason.TOO_OLD, e.reason());
    }

    @Test
    void sectionTwice_isRefused() {
        assertRefused(
                "Invalid argument: Section 'dev' 0 is in the stream twice",
                StreamBytes.machine("m1").full(7, "dev", 0, 2).u8(1).footer(7).full(8, "dev", 0, 2));
    }

    @Test
    void missingFooter_isRefused() {
        assertRefused(
                "Invalid argument: Section footer error, section_id: 7: Missing section footer for dev",
                StreamBytes.machine("m1").full(7, "dev", 0, 2).u8(1).u8(0));
    }

    @Test
    void footerOfAnotherSection_isRefused() {
        assertRefused(
                "Invalid argument: Section footer error, section_id: 7: Mismatched section id in footer for dev - read 0x8"
                        + " expected 0x7",
                StreamBytes.machine("m1").full(7, "dev", 0, 2).u8(1).footer(8));
    }

    @Test
    void unknownSubsection_isRefused() {
        assertRefused(
                "No such file or directory: error while loading state for instance 0x0 of device 'dev': VM subsection"
                        + " 'dev/none' in 'dev' does not exist",
                StreamBytes.machine("m1").full(7, "dev", 0, 2).u8(1).subsection("dev/none", 1));
    }

    @Test
    void newerSubsection_isRefused() {
        assertRefused(
                "Invalid argument: error while loading state for instance 0x0 of device 'dev': Loading VM subsection"
                        + " 'dev/extra' in 'dev' failed: -22: dev/extra: incoming version_id 2 is too new for local"
                        + " version_id 1",
                StreamBytes.machine("m1").full(7, "dev", 0, 2).u8(1).subsection("dev/extra", 2));
    }

    @Test
    void truncatedDevice_saysWhich() {
        assertRefused(
                "Input/output error: error while loading state for instance 0x0 of device 'dev': Failed to load dev state:"
                        + " stream error: -5",
                StreamBytes.machine("m1").full(7, "dev", 0, 2));
    }

    @Test
    void truncatedBetweenSections_isRefused() {
        assertRefused(
                "Input/output error: Failed to load section ID: stream error: -5: the stream ends at byte 15",
                StreamBytes.machine("m1"));
    }

    @Test
    void unknownSectionType_isRefused() {
        assertRefused(
                "Invalid argument: Unknown savevm section type 9",
                StreamBytes.machine("m1").u8(9));
    }

    @Test
    void partOfAnUnknownSection_isRefused() {
        assertRefused(
                "Invalid argument: Unknown section 5",
                StreamBytes.machine("m1").u8(2).u32(5));
    }

    @Test
    void commandsOfAPlainMigration_areAccepted() throws Exception {
        load(StreamBytes.machine("m1")
                .u8(8)
                .u16(1)
                .u16(0)
                .u8(8)
                .u16(2)
                .u16(4)
                .u32(1)
                .u8(8)
                .u16(11)
                .u16(0)
                .u8(0));
    }

    @Test
    void otherCommands_areRefused() {
        assertRefused(
                "Invalid argument: MIG_CMD 0xc unknown (len 0x1)",
                StreamBytes.machine("m1").u8(8).u16(12).u16(1));
        assertRefused(
                "Invalid argument: PING received with bad length - expecting 4, got 5",
                StreamBytes.machine("m1").u8(8).u16(2).u16(5));
    }

    @Test
    void sectionThatRefusesItsState_isNamed() {
        device.refusing("no such thing");

        assertRefused(
                "Invalid argument: error while loading state for instance 0x0 of device 'dev': no such thing",
                StreamBytes.machine("m1").full(7, "dev", 0, 2).u8(1).footer(7).u8(0));
    }

    @Test
    void missingDescription_isReportedOnly() throws Exception {
        load(StreamBytes.machine("m1").u8(0));

        assertEquals(List.of("Expected vmdescription section, but got 0"), reporter.lines);
    }

    @Test
    void descriptionOfImpossibleLength_isReportedOnly() throws Exception {
        load(StreamBytes.machine("m1").u8(0).u8(6).u32(-1).text("{}"));

        assertEquals(
                List.of("warning: the description at the end of the migration stream is cut short"), reporter.lines);
    }

    @Test
    void channelThatFails_isAnInputOutputError() throws Exception {
        try (TestVm vm = new TestVm("m1", List.of())) {
            MemoryChannel broken = new MemoryChannel().failing(new IOException("Connection reset by peer"));

            VmStateException e = assertThrows(
                    VmStateException.class,
                    () -> IncomingStream.load(vm, broken, options, RamPlan.COPY_ALL, reporter, new PlainThreads()));

            assertEquals("stream error: -5: Connection reset by peer", e.getMessage());
            assertEquals(Reason.IO, e.reason());
        }
    }

    private static StreamBytes capability(String name) {
        return StreamBytes.machine("m1")
                .subsection("configuration/capabilities", 1)
                .u32(1)
                .str8(name);
    }

    private static StreamBytes withUuid(String uuid) {
        StreamBytes stream = StreamBytes.machine("m1").subsection("configuration/uuid", 1);
        for (byte each : HexFormat.of().parseHex(uuid)) {
            stream.u8(each);
        }
        return stream;
    }

    private void assertRefused(String text, StreamBytes stream) {
        VmStateException e = refusal(stream);
        assertEquals(text, Errno.text(e.errno()) + ": " + e.getMessage());
    }

    private VmStateException refusal(StreamBytes stream) {
        return assertThrows(VmStateException.class, () -> load(stream));
    }

    private void load(StreamBytes stream) throws Exception {
        try (TestVm vm = new TestVm("m1", List.of(device)).uuid(uuid)) {
            IncomingStream.load(
                    vm, new MemoryChannel(stream.toBytes()), options, RamPlan.COPY_ALL, reporter, new PlainThreads());
        }
    }
}
