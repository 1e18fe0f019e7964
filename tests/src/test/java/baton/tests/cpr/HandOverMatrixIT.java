package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.cpr.Machine.Backend;
import baton.tests.guest.GuestLayout;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mode with every channel it allows, backend, size of RAM, number of CPUs, running, paused and asleep, at once and with
 * {@code defer}: as many hand-overs as it takes for each pair of these to occur together in each mode.
 */
@KvmRequired
class HandOverMatrixIT {
    private static final Table TABLE = new Table(
            "mode", "main stream", "backend", "RAM", "vCPUs", "guest", "incoming", "CPUs are", "pause", "result");

    private static final int BUSY_MEBIBYTES = 512;
    private static final int[] MEBIBYTES = {64, BUSY_MEBIBYTES, 4096};

    @TempDir
    private Path directory;

    /** What the guest does when it is handed over. */
    enum State {
        RUNNING,
        PAUSED,
        /** Asleep (ACPI S3), on q35: microvm has no power management. */
        SUSPENDED
    }

    /** One cell of the matrix. */
    record Cell(Mode mode, Way way, Backend backend, int mebibytes, int cpus, State state, boolean defer) {
        /** Whether its CPUs never halt: with one size of RAM, so that each other value occurs both ways. */
        String busy() {
            return mebibytes == BUSY_MEBIBYTES ? "busy " : "";
        }

        List<Object> values() {
            return List.of(way, backend, mebibytes, cpus, state, defer);
        }
    }

    static Stream<Cell> cells() {
        List<Cell> chosen = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            chosen.addAll(Pairwise.of(all(mode), Cell::values));
        }
        return chosen.stream();
    }

    private static List<Cell> all(Mode mode) {
        List<Cell> all = new ArrayList<>();
        for (Way way : Way.values()) {
            for (Backend backend : Backend.values()) {
                for (int mebibytes : MEBIBYTES) {
                    for (int bits = 0; mode.allows(way) && bits < 12; bits++) {
                        State state = State.values()[bits % 3];
                        int cpus = 2 - bits / 3 % 2;
                        all.add(new Cell(mode, way, backend, mebibytes, cpus, state, bits >= 6));
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void guestIsHandedOver_goesOn(Cell cell) throws IOException, QmpError {
        Machine machine = cell.state() == State.SUSPENDED
                ? Machine.sleepy(cell.cpus(), cell.mebibytes(), cell.backend())
                : new Machine(cell.cpus(), cell.mebibytes(), cell.backend(), cell.busy() + "dirty=16M");
        String result = "FAILED";
        Object pause = "";
        try (MovingGuest guest = new MovingGuest(directory, machine).begin()) {
            switch (cell.state()) {
                case PAUSED -> guest.current().qmp().execute("stop");
                case SUSPENDED -> guest.current().qmp().awaitStatus("suspended");
                default -> {}
            }
            GuestCounters before = guest.memory().read();
            guest.handOver(cell.mode(), cell.way(), cell.defer());
            Object downtime = guest.current().qmp().query("query-migrate").get("downtime");
            pause = downtime == null ? "" : downtime + " ms";
            switch (cell.state()) {
                case PAUSED -> assertStays(guest, before, "paused", "cont");
                case SUSPENDED -> assertStays(guest, before, "suspended", "system_wakeup");
                default -> {}
            }
            GuestCounters after = guest.assertWentOn(before);
            result = "lines 1 to " + guest.assertGapless() + ", fail=" + after.at(GuestLayout.FAILURES);
        } finally {
            row(cell, pause, result);
        }
    }

    private static void row(Cell cell, Object pause, String result) {
        TABLE.row(
                cell.mode(),
                cell.way(),
                cell.backend(),
                cell.mebibytes() + " MiB",
                cell.cpus(),
                cell.state(),
                cell.defer() ? "defer" : "direct",
                cell.state() == State.SUSPENDED || cell.busy().isEmpty() ? "halting" : "busy",
                pause,
                result);
    }

    private static void assertStays(MovingGuest guest, GuestCounters before, String state, String ends)
            throws IOException, QmpError {
        assertEquals(state, guest.current().status());
        assertEquals(before.page(), guest.memory().read().page(), "nothing has moved");
        guest.current().qmp().execute(ends);
    }

    @AfterAll
    static void print() {
        System.out.println("\nHand-overs (" + TABLE.size() + ", every pair of values in every mode):\n" + TABLE);
    }
}
