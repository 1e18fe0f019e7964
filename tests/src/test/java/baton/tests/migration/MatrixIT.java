package baton.tests.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every transport and every feature, with a guest that writes to its memory all the time: on arrival, with the guest
 * standing still on both sides, every page is the same, and then it goes on.
 */
@KvmRequired
class MatrixIT {
    private static final Table TABLE = new Table("transport", "feature", "downtime", "total", "sent", "result");
    private static final int PAGE = 4096;
    /** The kernel itself renews it whenever a CPU's state is loaded. */
    private static final int KVMCLOCK_PAGE = 0x201000;

    @TempDir
    private Path directory;

    /** One migration. */
    record Cell(Route route, Feature feature) {}

    static Stream<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Route route : Route.values()) {
            cells.add(new Cell(route, Feature.PLAIN));
            cells.add(new Cell(route, Feature.CHANNELS));
        }
        for (Feature feature : Feature.values()) {
            for (Route route : new Route[] {Route.UNIX, Route.TCP4, Route.FILE_OFFSET, Route.FDSET}) {
                if (tellsApart(feature, route)) {
                    cells.add(new Cell(route, feature));
                }
            }
        }
        return cells.stream();
    }

    /** Whether that feature does something else on that route than on those before it. */
    private static boolean tellsApart(Feature feature, Route route) {
        if (feature == Feature.PLAIN || feature == Feature.CHANNELS || feature.answers() && !route.live()) {
            return false;
        }
        return switch (route) {
            case TCP4 -> feature.capabilities().contains("multifd");
                // Unbuffered writes take a second descriptor in the set.
            case FDSET -> feature.capabilities().contains("mapped-ram") && feature != Feature.MAPPED_DIRECT;
            default -> true;
        };
    }

    @ParameterizedTest
    @MethodSource("cells")
    void memory_isTheSameOnBothSides(Cell cell) throws IOException, QmpError {
        assumeTrue(cell.route() != Route.TCP6 || hasV6(), "skipped: this host has no IPv6");
        if (cell.feature() == Feature.IGNORE_SHARED) {
            Files.createFile(directory.resolve("ram0"));
        }
        Route.Ends ends = cell.route().ends(directory);
        List<Object> row = new ArrayList<>(List.of(cell.route(), cell.feature()));
        try (Endpoint old = Endpoint.start(directory).give(ends.out(), ends.outFd())) {
            old.vm().guest().awaitUp(1);
            setOrSkip(old, cell.feature());
            row.addAll(
                    cell.feature().refusal(cell.route()) == null ? migrate(cell, ends, old) : refuse(cell, ends, old));
        } catch (QmpError | AssertionError e) {
            row.addAll(List.of("", "", "", "FAILED: " + e.getMessage()));
            throw e;
        } finally {
            TABLE.row(
                    row.size() == 6
                            ? row.toArray()
                            : new Object[] {cell.route(), cell.feature(), "", "", "", "skipped"});
        }
    }

    private static void setOrSkip(Endpoint old, Feature feature) throws IOException, QmpError {
        try {
            old.set(feature);
        } catch (QmpError e) {
            assumeTrue(!e.getMessage().contains("not supported by this build"), "skipped: " + e.getMessage());
            throw e;
        }
    }

    private static List<Object> refuse(Cell cell, Route.Ends ends, Endpoint old) throws IOException, QmpError {
        String text = old.vm().qmp().refused("migrate", "uri", ends.out()).getMessage();
        assertEquals(cell.feature().refusal(cell.route()), text);
        assertEquals("running", old.vm().qmp().query("query-status").get("status"));
        return List.of("", "", "", "refused: " + text);
    }

    private List<Object> migrate(Cell cell, Route.Ends ends, Endpoint old) throws IOException, QmpError {
        Endpoint heir = cell.route().live() ? incoming(cell, ends) : null;
        try {
            old.execute("migrate", cell.feature(), ends.out());
            if (cell.feature() == Feature.PRE_SWITCHOVER) {
                old.vm().qmp().awaitMigration("pre-switchover");
                old.vm().qmp().execute("migrate-continue", "state", "pre-switchover");
            }
            old.vm().qmp().awaitMigration("completed");
            heir = heir == null ? incoming(cell, ends) : heir;
            heir.vm().qmp().awaitStatus("paused");
            String result = same(old.memory(), heir.memory());
            GuestCounters before = old.vm().guest().read();
            heir.vm().qmp().execute("cont");
            heir.vm().guest().awaitOn(before);
            new SerialLog(old.vm().serial(), heir.vm().serial()).assertGapless();
            return row(old, result);
        } finally {
            if (heir != null) {
                heir.close();
            }
        }
    }

    private Endpoint incoming(Cell cell, Route.Ends ends) throws IOException, QmpError {
        Endpoint heir = Endpoint.start(directory, "-S", "-incoming", "defer").give(ends.in(), ends.inFd());
        heir.set(cell.feature()).execute("migrate-incoming", cell.feature(), ends.in());
        return heir;
    }

    private static List<Object> row(Endpoint old, String result) throws IOException, QmpError {
        Map<?, ?> info = old.vm().qmp().query("query-migrate");
        long sent = ((Number) ((Map<?, ?>) info.get("ram")).get("transferred")).longValue();
        return List.of(info.get("downtime") + " ms", info.get("total-time") + " ms", (sent >> 10) + " KiB", result);
    }

    private static String same(byte[] before, byte[] now) {
        assertEquals(before.length, now.length);
        int zero = 0;
        for (int at = 0; at < before.length; at += PAGE) {
            boolean equal = Arrays.equals(before, at, at + PAGE, now, at, at + PAGE);
            assertTrue(equal || at == KVMCLOCK_PAGE, "page " + Integer.toHexString(at) + " differs");
            zero += Arrays.equals(before, at, at + PAGE, new byte[PAGE], 0, PAGE) ? 1 : 0;
        }
        return before.length / PAGE + " pages are the same, " + zero + " of them zero";
    }

    private static boolean hasV6() {
        return Files.exists(Path.of("/proc/net/if_inet6"));
    }

    @AfterAll
    static void print() {
        System.out.println("\nMigrations (" + TABLE.size() + "), memory compared page by page:\n" + TABLE);
    }
}
