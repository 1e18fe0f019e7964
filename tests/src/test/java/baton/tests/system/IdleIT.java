package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.guest.GuestLayout;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody waits by looking again and again: a halted guest and idle monitors cost nothing. */
@KvmRequired
class IdleIT {
    private static final long WATCHED_MILLIS = 3000;
    /**
     * Clock ticks of 10 ms: 3% of a processor. The JVM's own threads look around a few times a second and take far
     * less; a loop that polls, even every millisecond, takes more, and one that spins takes 300.
     */
    private static final long MOST_TICKS = 9;

    @TempDir
    private Path directory;

    @Test
    void haltedGuest_usesNoProcessor() throws IOException, QmpError, InterruptedException {
        try (TestVm vm = TestVm.start(directory, "-m", "64M", "-smp", "2", "-append", "halt", "-monitor", "stdio")) {
            vm.hmp();
            vm.guest().await("halt", now -> now.page().getInt(GuestLayout.MODE) == GuestLayout.MODE_HALT);
            assertIdle(vm, "halted guest");

            vm.qmp().execute("stop");
            assertIdle(vm, "stopped guest");
        }
    }

    private static void assertIdle(TestVm vm, String what) throws IOException, InterruptedException {
        Thread.sleep(500); // What it was asked just now, and compiling it, is not what is measured.
        long before = ticks(vm.process().pid());
        Thread.sleep(WATCHED_MILLIS);
        long used = ticks(vm.process().pid()) - before;

        assertTrue(used <= MOST_TICKS, what + ": " + used + " ticks of 10 ms in " + WATCHED_MILLIS + " ms");
    }

    /** utime and stime of all threads; proc(5). */
    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
