package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hand-overs in a row, transfer and exec in turns; {@code -Dbaton.soak=100} makes it as many. */
@KvmRequired
class SoakIT {
    private static final int ROUNDS = Integer.getInteger("baton.soak", 20);
    /** Heap and code that one process has and the next has not. */
    private static final long RESIDENT_SLACK = 48L << 20;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void manyHandOvers_leaveNothingBehind() throws IOException, QmpError {
        Table table = new Table("hand-overs", "mode", "descriptors", "threads", "resident", "PIT ticks", "lines");
        Machine machine = new Machine(2, 64, Machine.Backend.MEMFD, "busy dirty=16M");
        try (MovingGuest guest = new MovingGuest(directory, machine).begin()) {
            GuestCounters start = guest.memory().read();
            GuestCounters last = start;
            Processes.Footprint[] first = new Processes.Footprint[2];
            for (int i = 0; i < ROUNDS; i++) {
                Mode mode = i % 2 == 0 ? Mode.TRANSFER : Mode.EXEC;
                guest.handOver(mode, mode == Mode.EXEC ? Way.FILE : Way.UNIX, false);
                last = goesOn(guest, last);
                Processes.Footprint now = footprint(guest, first[i % 2]);
                table.row(i + 1, mode, now.descriptors(), now.threads(), now.mebibytes(), last.pit(), last.lines());
                first[i % 2] = first[i % 2] == null ? now : first[i % 2];
            }
            guest.assertWentOn(start);
            guest.assertGapless();
        } finally {
            System.out.println("\nHand-overs in a row:\n" + table);
        }
    }

    private static GuestCounters goesOn(MovingGuest guest, GuestCounters last) throws IOException {
        GuestCounters now = guest.memory().await("all counters on", c -> goneOn(c, last));
        now.assertWentOnFrom(last);
        return now;
    }

    private static boolean goneOn(GuestCounters now, GuestCounters last) {
        boolean on = now.pit() > last.pit() + 5 && now.lines() > last.lines();
        for (int cpu = 0; cpu < now.cpus(); cpu++) {
            on &= now.lapic(cpu) > last.lapic(cpu) && now.checks(cpu) > last.checks(cpu);
        }
        return on;
    }

    /** What the process holds, once what is released in the background is gone. */
    private static Processes.Footprint footprint(MovingGuest guest, Processes.Footprint first) throws IOException {
        long pid = guest.current().process().pid();
        if (first == null) {
            return settled(pid);
        }
        Processes.Footprint[] now = {null};
        Await.until(
                "no more than after the first: " + first, () -> "now " + now[0] + Processes.descriptors(pid), () -> {
                    now[0] = Processes.Footprint.of(pid);
                    return now[0].descriptors() <= first.descriptors() && now[0].threads() <= first.threads();
                });
        assertEquals(first.descriptors(), now[0].descriptors(), () -> Processes.descriptors(pid)
                .toString());
        assertTrue(now[0].resident() < first.resident() + RESIDENT_SLACK, now[0] + " after " + first);
        return now[0];
    }

    /** The first figure that stays for half a second. */
    private static Processes.Footprint settled(long pid) throws IOException {
        Processes.Footprint[] last = {Processes.Footprint.of(pid)};
        long[] since = {System.nanoTime()};
        Await.until("settled", () -> "", () -> {
            Processes.Footprint now = Processes.Footprint.of(pid);
            if (now.descriptors() != last[0].descriptors() || now.threads() != last[0].threads()) {
                since[0] = System.nanoTime();
            }
            last[0] = now;
            return System.nanoTime() - since[0] > 500_000_000;
        });
        return last[0];
    }
}
