package baton.cli.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListerTest {
    private static final Path GOLDEN = Path.of("../migration-engine/src/test/resources/golden/qemu-10.2.2");
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {"mv1-plain", "mv1-pvmsr", "mv1-uuid", "mv1-memfile-ign", "mv2-hlt", "cpr-transfer.main", "synth"
            })
    void streamOfQemu_isReadWhole(String name) throws Exception {
        byte[] bytes = golden(name);

        Listing listing = list(bytes);

        assertNull(listing.damage);
        assertEquals(List.of(), listing.warnings);
        assertEquals("microvm", listing.machine);
        assertEquals(bytes.length, listing.bytes);
        for (Listing.Part part : listing.parts) {
            assertEquals(part.kind.equals("full") ? part.bytes : 0, sum(part.fields), part.name);
        }
    }

    @Test
    void blocksAndPages_areCountedByKind() throws Exception {
        Listing listing = list(golden("mv1-uuid"));

        assertEquals("11223344-5566-7788-99aa-bbccddeeff00", listing.uuid);
        assertEquals(Map.of("normal", 12L, "zero", 16374L), listing.block("microvm.ram").pages);
        assertEquals(65536, listing.block("pc.bios").length);
    }

    @Test
    void fields_haveTheirValuesAndPlaces() throws Exception {
        Listing listing = list(golden("mv1-uuid"));

        Listing.Part apic = part(listing, "apic");
        assertEquals("apicbase", apic.fields.get(0).name);
        assertEquals(0xfee00900L, apic.fields.get(0).value);
        assertEquals(apic.offset + 18, apic.fields.get(0).offset);
        Listing.Part state = part(listing, "globalstate");
        assertEquals("running", state.fields.get(1).value);
    }

    @Test
    void cutAnywhere_saysSo() throws Exception {
        byte[] whole = golden("mv1-memfile-ign");
        for (int length = 0; length < whole.length; length += 7) {
            Listing listing = list(Arrays.copyOf(whole, length));

            assertTrue(listing.damage != null || !listing.warnings.isEmpty(), "cut at " + length);
        }
    }

    @Test
    void bytesChangedAnywhere_endInAListOrAReason() throws Exception {
        byte[] whole = golden("mv1-memfile-ign");
        Random random = new Random(1);
        int damaged = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Listing listing = list(bytes);
            assertNotNull(JsonReport.of(listing));
            damaged += listing.damage == null ? 0 : 1;
        }
        assertTrue(damaged > 300, damaged + " of 3000 noticed");
    }

    @Test
    void missingByteInASection_isPlacedThere() throws Exception {
        byte[] whole = golden("mv1-uuid");
        int at = (int) part(list(whole), "cpu").offset + 100;
        byte[] bytes = Arrays.copyOf(whole, whole.length - 1);
        System.arraycopy(whole, at + 1, bytes, at, bytes.length - at);

        DamagedStream damage = list(bytes).damage;

        assertTrue(damage.where().startsWith("section 'cpu' 0"), damage.where());
    }

    @Test
    void withoutDescription_sectionsAreFoundByTheirFooters() throws Exception {
        byte[] whole = golden("mv1-uuid");
        Listing described = list(whole);

        Listing listing = list(Arrays.copyOf(whole, (int) described.descriptionAt));

        assertNull(listing.damage);
        assertEquals(described.parts.size(), listing.parts.size());
        assertEquals(part(described, "cpu").bytes, part(listing, "cpu").bytes);
        assertEquals(1, listing.warnings.size());
    }

    @Test
    void notAStream_isSaidAtByteNull() throws Exception {
        DamagedStream damage = list("#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.UTF_8)).damage;

        assertEquals(0, damage.offset());
        assertEquals(
                "damaged at byte 0 (0x0): header: not a migration stream: it begins with 0x23212f62 instead of 0x5145564d",
                TextReport.damage(damage));
    }

    @Test
    void multifdChannel_isRecognised() throws Exception {
        byte[] bytes = {0x11, 0x22, 0x33, 0x44, 0, 0, 0, 1};

        assertEquals(
                "this is a multifd channel, not the main one",
                list(bytes).damage.getMessage());
    }

    @Test
    void mappedRam_countsStoredPages() throws Exception {
        byte[] bytes = mapped(0x0b, 0x100000, 64);

        Listing listing = list(bytes);

        assertEquals(Map.of("stored", 3L, "not-stored", 61L), listing.block("m").pages);
        assertEquals(0x100000, listing.block("m").pagesAt);
        assertEquals(bytes.length, listing.bytes);
    }

    @Test
    void mappedRam_placesThatCannotBe() throws Exception {
        assertTrue(list(mapped(1, 0x10, 64)).damage.getMessage().endsWith("do not follow their header"));
        assertTrue(list(mapped(1, 0x100001, 64)).damage.getMessage().endsWith("do not follow their header"));
        assertTrue(
                list(mapped(1, Long.MAX_VALUE & -4096, 64)).damage.getMessage().endsWith("do not follow their header"));
        assertEquals("the file ends here", list(mapped(1, 1L << 40, 64)).damage.getMessage());
        assertEquals(
                "the file ends here", list(mapped(1, 1L << 40, 1L << 40)).damage.getMessage());
        assertEquals(
                "the bitmap has pages behind the end of block 'm'",
                list(mapped(0x10, 0x100000, 4)).damage.getMessage());
    }

    @Test
    void pipe_isReadAsAFileIs() throws Exception {
        byte[] bytes = mapped(0x0b, 0x100000, 64);

        Listing listing = Lister.list(new Input(Channels.newChannel(new ByteArrayInputStream(bytes)), 0));

        assertEquals(Map.of("stored", 3L, "not-stored", 61L), listing.block("m").pages);
    }

    /** A stream to the end of its first section, with one block of {@code pages}. */
    private static byte[] mapped(int bitmap, long pagesAt, long pages) {
        ByteBuffer out = ByteBuffer.allocate(3 * MIB);
        out.putInt(0x5145564d).putInt(3).put((byte) 7).putInt(7).put("microvm".getBytes(StandardCharsets.US_ASCII));
        out.put((byte) 5);
        string(out, "configuration/capabilities");
        out.putInt(1).putInt(1);
        string(out, "mapped-ram");
        out.put((byte) 1).putInt(1);
        string(out, "ram");
        out.putInt(0).putInt(4);
        out.putLong(pages * 4096 | 4);
        string(out, "m");
        out.putLong(pages * 4096);
        out.putInt(1).putLong(4096);
        out.putLong(out.position() + 16).putLong(pagesAt);
        out.put((byte) bitmap);
        if (pagesAt == 0x100000) {
            out.position((int) (pagesAt + pages * 4096));
        }
        out.putLong(0x10).put((byte) 0x7e).putInt(1);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void string(ByteBuffer out, String text) {
        out.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Listing.Part part(Listing listing, String name) {
        return listing.parts.stream()
                .filter(part -> part.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Bytes of fields, and of the name and version that a subsection has in front. */
    private static long sum(List<Listing.Field> fields) {
        return fields.stream().mapToLong(field -> field.bytes).sum();
    }

    private static Listing list(byte[] bytes) {
        try (ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(bytes))) {
            return Lister.list(new Input(channel, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DamagedStream e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] golden(String name) throws IOException {
        return Files.readAllBytes(GOLDEN.resolve(name + ".mig"));
    }
}
