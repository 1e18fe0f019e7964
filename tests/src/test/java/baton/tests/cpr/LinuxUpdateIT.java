package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Linux goes through every mode: its program writes the disk and counts without a gap, and so does its shell.
 * {@code BATON_LINUX}: folder of vmlinux.xz and bb.cpio.xz, and perhaps of vmlinux-pci.xz, which finds a disk on q35.
 */
@KvmRequired
@EnabledIfEnvironmentVariable(
        named = "BATON_LINUX",
        matches = ".+",
        disabledReason = "BATON_LINUX does not say where a Linux is")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LinuxUpdateIT {
    private static final int TICKS_BETWEEN = 5;
    /** Kernel code is emulated here; kvm.md section 4. */
    private static final Duration BOOT = Duration.ofSeconds(240);

    @TempDir
    private Path directory;

    private final Path folder = Path.of(System.getenv("BATON_LINUX"));

    @Test
    void linuxOnMicrovm_everyTickComesInOrderAndReachesTheDisk() throws IOException, QmpError, InterruptedException {
        LinuxGuest files = new LinuxGuest(directory, false);
        files.assertWritten(ticks(TestVm.MACHINE, files, 2));
    }

    /** By ACPI and PCI with a kernel that knows them; with another as on any PC, from its initial RAM disk alone. */
    @Test
    void linuxOnQ35_everyTickComesInOrder() throws IOException, QmpError, InterruptedException {
        LinuxGuest files = new LinuxGuest(directory, true);
        int ticks = ticks(TestVm.Q35, files, 1);
        if (LinuxGuest.knowsPci(folder)) {
            files.assertWritten(ticks);
        }
    }

    /** Hands it over in all modes that many times; how often it ticked. */
    private int ticks(List<String> type, LinuxGuest files, int rounds)
            throws IOException, QmpError, InterruptedException {
        Machine machine = new Machine(type, 1, 32, Machine.Backend.FILE, files.make(folder));
        try (MovingGuest linux = new MovingGuest(directory, machine).start()) {
            int tick = TICKS_BETWEEN;
            Await.until("a booted Linux", BOOT, () -> "" + linux.serial(), () -> linux.serial()
                    .text()
                    .contains("T" + TICKS_BETWEEN + "\r\n"));
            for (int round = 0; round < rounds; round++) {
                for (Mode mode : Mode.values()) {
                    linux.handOver(mode, mode == Mode.TRANSFER ? Way.UNIX : Way.FILE, round == 0);
                    tick = last("T", linux.serial().text()) + TICKS_BETWEEN;
                    linux.serial().await("T" + tick + "\r\n");
                }
            }
            String text = linux.serial().text();
            assertFalse(text.contains("BAD"), text);
            assertEveryNumber("T", text, tick);
            assertEveryNumber("S", text, 2);
            return last("T", text);
        }
    }

    private static Matcher numbers(String letter, String text) {
        return Pattern.compile("(?m)^" + letter + "(\\d+)\r?$").matcher(text);
    }

    private static int last(String letter, String text) {
        int last = 0;
        for (Matcher number = numbers(letter, text); number.find(); ) {
            last = Integer.parseInt(number.group(1));
        }
        return last;
    }

    private static void assertEveryNumber(String letter, String text, int least) {
        int count = 0;
        for (Matcher number = numbers(letter, text); number.find(); ) {
            count++;
            assertEquals(count, Integer.parseInt(number.group(1)), text);
        }
        assertTrue(count >= least, letter + ": " + count);
    }
}
