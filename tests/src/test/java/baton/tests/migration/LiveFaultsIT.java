package baton.tests.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can go wrong with a live migration, at each of its states, with and without an answer from the
 * destination: one guest runs on, and the other side says why it does not and cleans up.
 */
@KvmRequired
class LiveFaultsIT {
    private static final Table TABLE =
            new Table("return path", "state", "fault", "source", "its guest", "destination", "its guest or exit");
    /** Enough of the stream for RAM to be on its way, and far from all of it. */
    private static final int SOME = 256 * 1024;

    @TempDir
    private Path directory;

    /** Where the migration is when it happens. */
    enum State {
        ACTIVE,
        PRE_SWITCHOVER,
        DEVICE
    }

    /** What happens. */
    enum Trouble {
        CANCEL,
        CUT,
        STALL_AND_CANCEL,
        STALL_AND_CUT,
        SLOW,
        KILL_DESTINATION,
        KILL_SOURCE
    }

    /** One row. */
    record Case(State state, Trouble trouble, boolean answers) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (State state : State.values()) {
            for (Trouble trouble : Trouble.values()) {
                // Nothing flows before the switchover, so nothing can be held up either.
                boolean held = trouble.name().startsWith("STALL") || trouble == Trouble.SLOW;
                if (!held || state == State.ACTIVE) {
                    cases.add(new Case(state, trouble, false));
                    cases.add(new Case(state, trouble, true));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneGuest_survives(Case one) throws IOException, QmpError {
        Path in = directory.resolve("in.sock");
        Path out = directory.resolve("out.sock");
        try (Endpoint old = Endpoint.start(directory);
                Endpoint heir = Endpoint.start(directory, "-incoming", "defer");
                Link link = Link.between(out, in, SOME, act(one))) {
            GuestCounters before = old.vm().guest().awaitUp(1);
            set(old, one);
            set(heir, one);
            heir.vm().qmp().execute("migrate-incoming", "uri", "unix:" + in, "exit-on-error", true);
            old.vm().qmp().execute("migrate", "uri", "unix:" + out);
            reach(one, old, link);
            trouble(one, old, heir, link);
            check(one, before, old, heir);
            assertFalse(Files.exists(in), "the destination has left its socket");
        }
    }

    private static Link.Act act(Case one) {
        if (one.state() != State.ACTIVE) {
            return null;
        }
        return one.trouble() == Trouble.SLOW ? Link.Act.SLOW : Link.Act.STALL;
    }

    private static void set(Endpoint endpoint, Case one) throws IOException, QmpError {
        endpoint.set(one.answers() ? Feature.RETURN_PATH : Feature.PLAIN);
        boolean holds = one.state() != State.ACTIVE;
        List<Object> on = List.of(Map.of("capability", "pause-before-switchover", "state", holds));
        endpoint.vm().qmp().execute("migrate-set-capabilities", "capabilities", on);
    }

    private static void reach(Case one, Endpoint old, Link link) throws IOException, QmpError {
        switch (one.state()) {
            case ACTIVE -> link.await(act(one));
            default -> old.vm().qmp().awaitMigration("pre-switchover");
        }
        if (one.state() == State.DEVICE) {
            link.become(Link.Act.STALL);
            old.vm().qmp().execute("migrate-continue", "state", "pre-switchover");
        }
    }

    private static void trouble(Case one, Endpoint old, Endpoint heir, Link link) throws IOException, QmpError {
        switch (one.trouble()) {
            case CANCEL, STALL_AND_CANCEL -> {
                old.vm().qmp().execute("migrate_cancel");
                // It must not take the link to be cancelled.
                old.vm().qmp().awaitMigration("cancelled");
                link.become(Link.Act.PASS);
            }
            case KILL_DESTINATION -> {
                heir.vm().process().kill();
                link.become(Link.Act.PASS);
                link.await(Link.Act.CUT);
            }
            case KILL_SOURCE -> {
                old.vm().process().kill();
                link.become(Link.Act.PASS);
            }
            case CUT, STALL_AND_CUT -> link.become(Link.Act.CUT);
            default -> {
                link.awaitPassed(4 * SOME);
                assertEquals("active", old.told());
                link.become(Link.Act.PASS);
            }
        }
        goOnIfUntold(one, old);
    }

    /** Who neither sends nor listens learns of nothing until it goes on. */
    private static void goOnIfUntold(Case one, Endpoint old) throws IOException, QmpError {
        boolean lost = one.trouble() == Trouble.CUT || one.trouble() == Trouble.KILL_DESTINATION;
        if (lost && one.state() == State.PRE_SWITCHOVER && !one.answers()) {
            assertEquals("pre-switchover", old.told());
            old.vm().qmp().execute("migrate-continue", "state", "pre-switchover");
        }
    }

    private static void check(Case one, GuestCounters before, Endpoint old, Endpoint heir)
            throws IOException, QmpError {
        String[] source = {"killed", "gone"};
        if (one.trouble() != Trouble.KILL_SOURCE) {
            source = new String[] {settled(old), state(old)};
        }
        boolean moved = source[0].equals("completed");
        String[] destination = {"killed", "gone"};
        if (one.trouble() != Trouble.KILL_DESTINATION) {
            destination = moved ? arrived(heir) : refused(heir);
        }
        if (one.trouble() != Trouble.KILL_SOURCE) {
            assertEquals(moved ? "postmigrate" : "running", source[1], source[0]);
            assertTrue(moved || !source[0].startsWith("completed"), source[0]);
            wentOn(moved ? heir : old, before);
        }
        TABLE.row(
                one.answers() ? "yes" : "no",
                name(one.state()),
                name(one.trouble()),
                source[0],
                source[1],
                destination[0],
                destination[1]);
    }

    private static String[] arrived(Endpoint heir) throws IOException, QmpError {
        heir.vm().qmp().awaitStatus("running");
        return new String[] {heir.told(), "running"};
    }

    private static String[] refused(Endpoint heir) {
        assertEquals(1, heir.vm().process().awaitExit(), heir.vm().process()::toString);
        String said = lastLine(heir);
        assertTrue(said.contains("load of migration failed: "), said);
        return new String[] {said.substring(said.indexOf(": ") + 2), "exit 1"};
    }

    private static void wentOn(Endpoint endpoint, GuestCounters before) throws IOException, QmpError {
        endpoint.vm().guest().awaitOn(before);
    }

    private static String state(Endpoint endpoint) throws IOException, QmpError {
        return (String) endpoint.vm().qmp().query("query-status").get("status");
    }

    private static String settled(Endpoint old) throws IOException, QmpError {
        Await.until("an end", () -> old.vm().process().toString(), () -> {
            try {
                return List.of("completed", "failed", "cancelled")
                        .contains(old.told().split(":")[0]);
            } catch (QmpError e) {
                throw new IOException(e);
            }
        });
        return old.told();
    }

    private static String lastLine(Endpoint endpoint) {
        String[] lines = endpoint.vm().process().err().text().strip().split("\n");
        return lines[lines.length - 1];
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @AfterAll
    static void print() {
        System.out.println("\nFaults of a live migration (" + TABLE.size() + "):\n" + TABLE);
    }
}
