package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A fault at each step of each mode, and who runs the guest then. One guest lives through all of a mode's faults that leave
 * it to the old process, one after the other, and is then handed over after all: what a fault leaves behind would show.
 */
@KvmRequired
class FaultTableIT {
    private static final Table TABLE =
            new Table("mode", "step", "fault", "who runs the guest", "what the user is told");

    @TempDir
    private Path directory;

    @Test
    void cprTransfer_noFaultCostsTheGuest() throws IOException, QmpError {
        survives(Mode.TRANSFER, Way.UNIX, Machine.Backend.MEMFD, TransferFaults.all());
    }

    @Test
    void cprExec_noFaultCostsTheGuest() throws IOException, QmpError {
        survives(Mode.EXEC, Way.FILE, Machine.Backend.MEMFD, ExecFaults.all());
    }

    @Test
    void cprReboot_noFaultCostsTheGuest() throws IOException, QmpError {
        survives(Mode.REBOOT, Way.FILE, Machine.Backend.SHM, RebootFaults.all());
    }

    private void survives(Mode mode, Way way, Machine.Backend backend, List<Fault> faults)
            throws IOException, QmpError {
        List<Executable> checks = new ArrayList<>();
        boolean small = FullDisk.possible();
        try (MovingGuest guest =
                new MovingGuest(directory, Machine.small(backend)).begin(small ? FullDisk.in(directory) : List.of())) {
            guest.mode(mode);
            GuestCounters start = guest.memory().read();
            for (Fault fault : faults) {
                if (fault.needsMount() && !small) {
                    TABLE.row(mode, fault.step(), fault.fault(), "not tried", "who is not root cannot mount");
                    continue;
                }
                String told = fault.attempt().on(guest);
                String who = who(guest);
                TABLE.row(mode, fault.step(), fault.fault(), who, shortened(told));
                checks.add(() -> assertEquals("old", who, fault.toString()));
                checks.add(() -> assertTrue(fault.isNamedIn(told), fault + ": " + told));
            }
            guest.handOver(mode, way, false);
            guest.assertWentOn(start);
            guest.assertGapless();
            TABLE.row(mode, "-", "none", "new", "");
        }
        assertAll(checks);
    }

    static List<Deaths.Death> deaths() {
        return Deaths.all();
    }

    /** Each with a guest of its own. */
    @ParameterizedTest
    @MethodSource("deaths")
    void processThatIsKilled_leavesTheGuestToTheOtherOrToNobody(Deaths.Death death) throws IOException, QmpError {
        Machine.Backend backend = death.mode() == Mode.REBOOT ? Machine.Backend.SHM : Machine.Backend.MEMFD;
        try (MovingGuest guest = new MovingGuest(directory, Machine.small(backend)).begin()) {
            guest.mode(death.mode());
            GuestCounters start = guest.memory().read();
            String told = death.attempt().on(guest);
            if (death.owner() == Deaths.Owner.NEW) {
                guest.assertWentOn(start);
                guest.assertGapless();
                assertEquals(0, guest.othersAlive());
                TABLE.row(death.mode(), death.step(), death.fault(), "new", shortened(told));
            } else {
                assertStandsStill(guest);
                String nobody = "nobody: its only owner was killed";
                TABLE.row(death.mode(), death.step(), death.fault(), nobody, shortened(told));
            }
            assertTrue(told.contains(death.text()), told);
        }
    }

    private static void assertStandsStill(MovingGuest guest) throws IOException {
        GuestCounters last = guest.memory().read();
        LockSupport.parkNanos(200_000_000);
        assertEquals(last.page(), guest.memory().read().page(), "somebody runs it");
    }

    /** Looks at the guest first and at what the processes say then. */
    private static String who(MovingGuest guest) throws IOException, QmpError {
        guest.current().qmp().awaitStatus("running");
        GuestCounters before = guest.memory().read();
        guest.memory()
                .await("the guest to go on", now -> now.pit() > before.pit() && now.checks(0) > before.checks(0))
                .assertNoFailures();
        int others = guest.othersAlive();
        return others == 0 ? "old" : "old, beside " + others + " more";
    }

    private static String shortened(String told) {
        String line = told.replace("\n", " / ");
        return line.length() <= 150 ? line : line.substring(0, 147) + "...";
    }

    @AfterAll
    static void print() {
        System.out.println("\nFaults:\n" + TABLE);
    }
}
