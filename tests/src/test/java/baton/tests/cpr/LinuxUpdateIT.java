package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A Linux goes through every mode, and its init misses no tick. {@code BATON_LINUX}: folder of vmlinux.xz and init.cpio. */
@KvmRequired
@EnabledIfEnvironmentVariable(
        named = "BATON_LINUX",
        matches = ".+",
        disabledReason = "BATON_LINUX does not say where a Linux is")
class LinuxUpdateIT {
    private static final Pattern TICK = Pattern.compile("(?m)^T(\\d+)\r?$");
    private static final int TICKS_BETWEEN = 5;

    @TempDir
    private Path directory;

    @Test
    void linuxIsUpdatedInEveryMode_everyTickComesInOrder() throws IOException, QmpError, InterruptedException {
        Path folder = Path.of(System.getenv("BATON_LINUX"));
        List<String> boot = List.of(
                "-kernel",
                unpacked(folder.resolve("vmlinux.xz")).toString(),
                "-initrd",
                folder.resolve("init.cpio").toString(),
                "-append",
                "console=ttyS0 quiet noxsave panic=-1 rodata=off clearcpuid=smap,popcnt,erms,fsrm");
        try (MovingGuest linux = new MovingGuest(directory, new Machine(1, 32, Machine.Backend.FILE, boot)).start()) {
            int tick = TICKS_BETWEEN;
            linux.serial().await("T" + tick + "\r\n");
            for (int round = 0; round < 2; round++) {
                for (Mode mode : Mode.values()) {
                    linux.handOver(mode, mode == Mode.TRANSFER ? Way.UNIX : Way.FILE, round == 0);
                    tick = lastTick(linux) + TICKS_BETWEEN;
                    linux.serial().await("T" + tick + "\r\n");
                }
            }
            assertEveryTick(linux.serial().text(), tick);
        }
    }

    private Path unpacked(Path kernel) throws IOException, InterruptedException {
        Path image = directory.resolve("vmlinux");
        Process xz = new ProcessBuilder("xz", "-dc", kernel.toString())
                .redirectOutput(image.toFile())
                .start();
        assertEquals(0, xz.waitFor(), "xz -dc " + kernel);
        return image;
    }

    private static int lastTick(MovingGuest linux) throws IOException {
        int last = 0;
        for (Matcher tick = TICK.matcher(linux.serial().text()); tick.find(); ) {
            last = Integer.parseInt(tick.group(1));
        }
        return last;
    }

    private static void assertEveryTick(String text, int least) {
        int count = 0;
        for (Matcher tick = TICK.matcher(text); tick.find(); ) {
            count++;
            assertEquals(count, Integer.parseInt(tick.group(1)), text);
        }
        assertEquals(true, count >= least, "ticks: " + count);
    }
}
