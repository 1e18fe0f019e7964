package baton.tests.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens on the way, and when: one guest survives, and the side without it says why. */
@KvmRequired
class LiveFaultsIT {
    @TempDir
    private Path directory;

    /** How far the migration is. */
    enum Moment {
        /** RAM is being sent, and the guest runs. */
        ACTIVE,
        /** The guest stands still and waits for migrate-continue. */
        PRE_SWITCHOVER,
        /** Everything is sent, and the target has not yet said that it has it: it stands still. */
        DEVICE
    }

    private Path socket() {
        return directory.resolve("migration.sock");
    }

    private Pair at(Moment moment, String... more) throws IOException, QmpError {
        List<String> capabilities = new ArrayList<>(List.of(more));
        if (moment != Moment.ACTIVE) {
            capabilities.add("pause-before-switchover");
        }
        String words = moment == Moment.DEVICE ? "mixed" : "busy dirty=16M";
        Pair pair = Pair.start(directory, "unix:" + socket(), words, capabilities);
        boolean begun = false;
        try {
            begin(pair, moment, "unix:" + socket());
            begun = true;
            return pair;
        } finally {
            if (!begun) {
                pair.close();
            }
        }
    }

    private static void begin(Pair pair, Moment moment, String uri) throws IOException, QmpError {
        if (moment == Moment.ACTIVE) {
            pair.slow().migrate(uri).awaitSent(1_000_000);
            return;
        }
        pair.fast().migrate(uri);
        pair.source().qmp().awaitMigration("pre-switchover");
        if (moment == Moment.DEVICE) {
            Pair.signal(pair.target(), "STOP");
            pair.source().qmp().execute("migrate-continue", "state", "pre-switchover");
            pair.source().qmp().awaitMigration("device");
            pair.awaitAllSent();
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void cancel_leavesTheGuestToTheSource(Moment moment) throws IOException, QmpError {
        try (Pair pair = at(moment, "return-path")) {
            pair.cancel();

            Pair.signal(pair.target(), "CONT");
            pair.assertTargetFailed();
        }
    }

    @Test
    void cancel_withoutReturnPath() throws IOException, QmpError {
        try (Pair pair = at(Moment.ACTIVE)) {
            pair.cancel();

            pair.assertTargetFailed();
        }
    }

    @Test
    void cancelledMigration_canBeTriedAgain() throws IOException, QmpError {
        try (Pair pair = at(Moment.ACTIVE, "return-path")) {
            pair.cancel();
            pair.assertTargetFailed();

            pair.target().qmp().execute("migrate-incoming", "uri", "unix:" + socket(), "exit-on-error", false);
            pair.fast().migrate().completes();

            pair.assertRunsOnTarget();
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void killedTarget_leavesTheGuestToTheSource(Moment moment) throws IOException, QmpError {
        try (Pair pair = at(moment, "return-path")) {
            Pair.signal(pair.target(), "KILL");

            // Without a word from the target a source that has nothing to send finds out by the return path.
            pair.source().qmp().awaitMigration("failed");
            pair.assertRunsOnSource();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"ACTIVE", "PRE_SWITCHOVER"})
    void killedSource_isToldByTheTarget(Moment moment) throws IOException, QmpError {
        try (Pair pair = at(moment, "return-path")) {
            Pair.signal(pair.source(), "KILL");

            pair.assertTargetFailed();
            Object why = pair.target().qmp().query("query-migrate").get("error-desc");
            assertTrue(why.toString().startsWith("load of migration failed: "), why.toString());
        }
    }

    @Test
    void sourceKilledAfterTheLastByte_leavesTheGuestToTheTarget() throws IOException, QmpError {
        try (Pair pair = at(Moment.DEVICE, "return-path")) {
            Pair.signal(pair.source(), "KILL");
            Pair.signal(pair.target(), "CONT");

            pair.assertRunsOnTarget();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "return-path"})
    void stalledConnection_isCancelled(String capability) throws IOException, QmpError {
        try (Pair pair = through(capability);
                Middle middle = Middle.between(directory.resolve("middle.sock"), socket())) {
            begin(pair, Moment.ACTIVE, middle.uri());
            middle.hold(true);
            pair.limit("max-bandwidth", 0);

            pair.assertRunsOnSource();
            pair.cancel();
            middle.hold(false);
            pair.assertTargetFailed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "return-path"})
    void stalledConnection_goesOnWhenItFlowsAgain(String capability) throws IOException, QmpError {
        try (Pair pair = through(capability);
                Middle middle = Middle.between(directory.resolve("middle.sock"), socket())) {
            begin(pair, Moment.ACTIVE, middle.uri());
            middle.hold(true);
            pair.fast().assertRunsOnSource();
            middle.hold(false);

            pair.completes();
            pair.assertRunsOnTarget();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "return-path"})
    void cutConnection_leavesTheGuestToTheSource(String capability) throws IOException, QmpError {
        try (Pair pair = through(capability);
                Middle middle = Middle.between(directory.resolve("middle.sock"), socket())) {
            begin(pair, Moment.ACTIVE, middle.uri());
            middle.cut();

            pair.source().qmp().awaitMigration("failed");
            pair.assertRunsOnSource();
            pair.assertTargetFailed();
        }
    }

    private Pair through(String capability) throws IOException, QmpError {
        List<String> capabilities = capability.isEmpty() ? List.of() : List.of(capability);
        return Pair.start(directory, "unix:" + socket(), "busy dirty=16M", capabilities);
    }
}
