package baton.tests.live;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The source has sent its last byte and waits for the target's word: either could run the guest, and exactly one does,
 * whatever happens to the other (docs/wire/stream.md, 1.4). All faults are in {@code migration.LiveFaultsIT}.
 */
@KvmRequired
class LastByteIT {
    @TempDir
    private Path directory;

    private String uri() {
        return "unix:" + directory.resolve("migration.sock");
    }

    /** The target holds still with everything in its socket. */
    private Pair allSent() throws IOException, QmpError {
        Pair pair = Pair.start(directory, uri(), "mixed", List.of("return-path", "pause-before-switchover"));
        boolean sent = false;
        try {
            pair.fast().migrate();
            pair.source().qmp().awaitMigration("pre-switchover");
            Pair.signal(pair.target(), "STOP");
            pair.source().qmp().execute("migrate-continue", "state", "pre-switchover");
            pair.source().qmp().awaitMigration("device");
            pair.awaitAllSent();
            sent = true;
            return pair;
        } finally {
            if (!sent) {
                pair.close();
            }
        }
    }

    @Test
    void cancelledMigration_canBeTriedAgain() throws IOException, QmpError {
        try (Pair pair = allSent()) {
            pair.cancel();
            Pair.signal(pair.target(), "CONT");
            pair.assertTargetFailed();

            pair.target().qmp().execute("migrate-incoming", "uri", uri(), "exit-on-error", false);
            pair.migrate();
            pair.source().qmp().awaitMigration("pre-switchover");
            pair.source().qmp().execute("migrate-continue", "state", "pre-switchover");
            pair.completes();

            pair.assertRunsOnTarget();
        }
    }
}
