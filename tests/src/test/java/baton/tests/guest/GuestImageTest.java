package baton.tests.guest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded guest is small, bootable, and exactly what its sources build. */
class GuestImageTest {
    private static final Path SOURCES = Path.of("guest");

    @Test
    void image_isSmall() throws IOException {
        assertTrue(image().length < 16 * 1024, "image has " + image().length + " bytes");
    }

    @Test
    void image_isPvhElfEnteredAtItsOnlySegment() throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(image()).order(ByteOrder.LITTLE_ENDIAN);

        assertEquals(0x464c457f, elf.getInt(0));
        assertEquals(62, elf.getShort(18), "x86-64");
        assertEquals(2, elf.getShort(56), "program headers");
        int note = (int) elf.getLong(64 + 56 + 8);
        assertEquals(18, elf.getInt(note + 8), "XEN_ELFNOTE_PHYS32_ENTRY");
        assertEquals(0x100000, elf.getInt(note + 16), "32-bit entry");
        assertEquals(0x100000, elf.getLong(64 + 24), "physical address of the segment");
    }

    @Test
    void rebuiltFromSources_givesTheSameBytes(@TempDir Path build) throws IOException, InterruptedException {
        assumeTrue(
                runs("as", "--version") && runs("ld", "--version") && runs("make", "--version"),
                "skipped: as, ld or make is not installed");

        Process make = new ProcessBuilder("make", "-s", "-C", SOURCES.toString(), "BUILD=" + build.toAbsolutePath())
                .redirectErrorStream(true)
                .start();
        String output = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, make.waitFor(), output);
        assertArrayEquals(
                Files.readAllBytes(build.resolve("guest.elf")),
                image(),
                "run `make -C tests/guest install` after a change of the sources");
    }

    @Test
    void layoutClass_agreesWithTheSources() throws IOException {
        String layout = Files.readString(SOURCES.resolve("layout.inc"));

        assertEquals(GuestLayout.HEADER, number(layout, "HDR,\\s*"));
        assertEquals(GuestLayout.PIT_TICKS, number(layout, "PIT_TICKS,\\s*HDR \\+ "));
        assertEquals(GuestLayout.LINES, number(layout, "LINES,\\s*HDR \\+ "));
        assertEquals(GuestLayout.RTC_READS, number(layout, "RTC_READS,\\s*HDR \\+ "));
        assertEquals(GuestLayout.FAILURES, number(layout, "FAILURES,\\s*HDR \\+ "));
        assertEquals(GuestLayout.LAST_FAILURE, number(layout, "LAST_FAIL,\\s*HDR \\+ "));
        assertEquals(GuestLayout.WORDS_VERIFIED, number(layout, "VERIFIED,\\s*HDR \\+ "));
        assertEquals(GuestLayout.HIGH_WORDS_VERIFIED, number(layout, "VERIFIED_HI,\\s*HDR \\+ "));
        assertEquals(GuestLayout.PAGES_DIRTIED, number(layout, "DIRTIED,\\s*HDR \\+ "));
        assertEquals(GuestLayout.EXITS, number(layout, "EXITS,\\s*HDR \\+ "));
        assertEquals(GuestLayout.CPUS_ONLINE, number(layout, "ONLINE,\\s*HDR \\+ "));
        assertEquals(GuestLayout.RAM_BYTES, number(layout, "RAM_BYTES,\\s*HDR \\+ "));
        assertEquals(GuestLayout.CLOCK_NANOS, number(layout, "CLOCK_NS,\\s*HDR \\+ "));
        assertEquals(GuestLayout.INPUT_CHARS, number(layout, "INPUT_CHARS,\\s*HDR \\+ "));
        assertEquals(GuestLayout.CPU_TABLE, number(layout, "CPU_TABLE,\\s*HDR \\+ "));
        assertEquals(GuestLayout.CPU_LAPIC_TICKS, number(layout, "LAPIC_TICKS,\\s*"));
        assertEquals(GuestLayout.CPU_CHECKS, number(layout, "CHECKS,\\s*"));
    }

    private static byte[] image() throws IOException {
        try (InputStream in = GuestImageTest.class.getResourceAsStream(GuestLayout.IMAGE_RESOURCE)) {
            return in.readAllBytes();
        }
    }

    private static long number(String layout, String before) {
        Matcher line = Pattern.compile("\\.set " + before + "(0x[0-9a-f]+)").matcher(layout);
        assertTrue(line.find(), before);
        return Long.decode(line.group(1));
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
