package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hand-overs in a row, transfer and exec in turns, over every channel; {@code -Dbaton.soak=N} makes it as many. */
@KvmRequired
class SoakIT {
    private static final int ROUNDS = Integer.getInteger("baton.soak", 40);
    /** Heap and code that one process has and the next has not. */
    private static final long RESIDENT_SLACK = 48L << 20;

    /** Of the JVM: one that waits for a child of an {@code exec:} channel stays for a minute, a compiler comes and goes. */
    private static final int THREADS_SLACK = 2;

    private static final int TICKS_A_LINE = 10;
    /** Of the guest's timer, by the guest's clock; a hand-over may cost a part of a tick, and a loaded host some. */
    private static final double LEAST_RATE = 90;

    private static final double MOST_RATE = 103;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void manyHandOvers_leaveNothingBehind() throws IOException, QmpError {
        Table table =
                new Table("hand-overs", "mode", "stream", "descriptors", "threads", "resident", "PIT", "a second");
        Machine machine = new Machine(2, 64, Machine.Backend.MEMFD, "dirty=16M");
        try (MovingGuest guest = new MovingGuest(directory, machine).begin()) {
            GuestCounters start = guest.memory().read();
            GuestCounters last = start;
            Processes.Footprint[] first = new Processes.Footprint[2];
            for (int i = 0; i < ROUNDS; i++) {
                Mode mode = i % 2 == 0 ? Mode.TRANSFER : Mode.EXEC;
                Way way = way(mode, i / 2);
                guest.handOver(mode, way, i % 4 > 1);
                GuestCounters before = last;
                last = guest.memory().awaitTicks(before, 5);
                Processes.Footprint now = footprint(guest, first[i % 2]);
                first[i % 2] = first[i % 2] == null ? now : first[i % 2];
                String rate = String.format("%.1f", rate(before, last));
                table.row(i + 1, mode, way, now.descriptors(), now.threads(), now.mebibytes(), last.pit(), rate);
            }
            guest.assertWentOn(start);
            guest.assertGapless();
            double rate = rate(start, last);
            assertTrue(LEAST_RATE < rate && rate < MOST_RATE, "ticks a second over all: " + rate);
        } finally {
            System.out.println("\nHand-overs in a row:\n" + table);
        }
    }

    /** The next of those the mode allows. */
    private static Way way(Mode mode, int round) {
        List<Way> ways = Stream.of(Way.values()).filter(mode::allows).toList();
        return ways.get(round % ways.size());
    }

    /** Ticks a second: the guest reads its clock with each line. */
    private static double rate(GuestCounters before, GuestCounters now) {
        double seconds = (now.clockNanos() - before.clockNanos()) / 1e9;
        return TICKS_A_LINE * (now.lines() - before.lines()) / seconds;
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
                    return now[0].descriptors() <= first.descriptors()
                            && now[0].threads() <= first.threads() + THREADS_SLACK;
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
