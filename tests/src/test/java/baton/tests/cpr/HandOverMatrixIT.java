package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.cpr.Machine.Backend;
import baton.tests.guest.GuestLayout;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mode with every backend, transport, number of CPUs, running and paused, at once and with {@code defer}: as many
 * hand-overs as it takes for each pair of these to occur together in each mode, and one more per mode with 4 GiB.
 */
@KvmRequired
class HandOverMatrixIT {
    private static final Table TABLE =
            new Table("mode", "main stream", "backend", "RAM", "vCPUs", "guest", "incoming", "pause", "result");

    @TempDir
    private Path directory;

    /** One cell of the matrix. */
    record Cell(Mode mode, Way way, Backend backend, int cpus, boolean paused, boolean defer, int mebibytes) {
        List<Object> values() {
            return List.of(mode, way, backend, cpus, paused ? "paused" : "running", defer ? "defer" : "direct");
        }

        /** Each mode with each pair of the other values. */
        Set<List<Object>> pairs() {
            List<Object> values = values();
            Set<List<Object>> pairs = new HashSet<>();
            for (int a = 1; a < values.size(); a++) {
                for (int b = a + 1; b < values.size(); b++) {
                    pairs.add(List.of(mode, values.get(a), values.get(b)));
                }
            }
            return pairs;
        }
    }

    /** Cells until every pair that can occur has: the one with the most new pairs next. */
    static Stream<Cell> cells() {
        List<Cell> all = all();
        Set<List<Object>> missing = new HashSet<>();
        all.forEach(cell -> missing.addAll(cell.pairs()));
        List<Cell> chosen = new ArrayList<>();
        while (!missing.isEmpty()) {
            Cell best = null;
            long most = 0;
            for (Cell cell : all) {
                long news = cell.pairs().stream().filter(missing::contains).count();
                if (news > most) {
                    most = news;
                    best = cell;
                }
            }
            chosen.add(best);
            missing.removeAll(best.pairs());
        }
        chosen.add(new Cell(Mode.REBOOT, Way.FILE, Backend.FILE, 2, false, true, 4096));
        chosen.add(new Cell(Mode.TRANSFER, Way.UNIX, Backend.MEMFD, 2, false, false, 4096));
        chosen.add(new Cell(Mode.EXEC, Way.FILE, Backend.SHM, 2, false, false, 4096));
        return chosen.stream();
    }

    private static List<Cell> all() {
        List<Cell> all = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (Way way : Way.values()) {
                for (Backend backend : Backend.values()) {
                    for (int bits = 0; mode.allows(way) && bits < 8; bits++) {
                        int cpus = 2 - bits % 2;
                        all.add(new Cell(mode, way, backend, cpus, (bits & 2) != 0, (bits & 4) != 0, 64));
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void guestIsHandedOver_goesOn(Cell cell) throws IOException, QmpError {
        Machine machine = new Machine(cell.cpus(), cell.mebibytes(), cell.backend(), "busy dirty=16M");
        String result = "FAILED";
        Object pause = "";
        try (MovingGuest guest = new MovingGuest(directory, machine).begin()) {
            if (cell.paused()) {
                guest.current().qmp().execute("stop");
            }
            GuestCounters before = guest.memory().read();
            guest.handOver(cell.mode(), cell.way(), cell.defer());
            if (cell.paused()) {
                assertStaysPaused(guest, before);
            } else {
                Object downtime = guest.current().qmp().query("query-migrate").get("downtime");
                pause = downtime == null ? "" : downtime + " ms";
            }
            GuestCounters after = guest.assertWentOn(before);
            result = "lines 1 to " + guest.assertGapless() + ", fail=" + after.at(GuestLayout.FAILURES);
        } finally {
            List<Object> row = new ArrayList<>(cell.values());
            row.add(3, cell.mebibytes() + " MiB");
            row.add(pause);
            row.add(result);
            TABLE.row(row.toArray());
        }
    }

    private static void assertStaysPaused(MovingGuest guest, GuestCounters before) throws IOException, QmpError {
        assertEquals("paused", guest.current().status());
        assertEquals(before.page(), guest.memory().read().page(), "nothing has moved");
        guest.current().qmp().execute("cont");
    }

    @AfterAll
    static void print() {
        System.out.println("\nHand-overs (" + TABLE.size() + ", every pair of values in every mode):\n" + TABLE);
    }
}
