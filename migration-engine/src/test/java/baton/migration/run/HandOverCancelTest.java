package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.spi.MigrationFailed;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cancel while the other side has been told to run the guest and has not said that it does. */
class HandOverCancelTest {
    @TempDir
    Path dir;

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        engine = new Engine("running");
        engine.mode.onCancel = asked::countDown;
    }

    @AfterEach
    void end() throws Exception {
        engine.close();
    }

    private void cancelIn(Engine.Agreement ending) throws Exception {
        engine.mode.agreement = point -> {
            assertTrue(point.pass());
            told.countDown();
            await(asked);
            return ending.on(point);
        };
        engine.migrate("file:" + dir.resolve("vm.state"));
        await(told);
        engine.service.cancel();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void otherSideHasNotTakenIt_migrationIsCancelled() throws Exception {
        cancelIn(point -> {
            point.back();
            throw new MigrationFailed("cancelled");
        });

        engine.runUntil("cancelled");

        assertTrue(engine.monitor.events().contains("MIGRATION cancelling"));
        assertEquals("running", engine.vm.runState());
        assertEquals(1, engine.mode.undone);
    }

    @Test
    void otherSideHasTakenIt_cancelIsTooLate() throws Exception {
        cancelIn(point -> "it runs there");

        engine.runUntil("completed");

        assertFalse(engine.monitor.events().contains("MIGRATION cancelling"));
        assertEquals("postmigrate", engine.vm.runState());
    }

    @Test
    void timeIsOver_nobodyAskedToCancel_migrationHasFailed() throws Exception {
        engine.mode.agreement = point -> {
            point.pass();
            point.back();
            throw new MigrationFailed("too late");
        };
        engine.migrate("file:" + dir.resolve("vm.state"));

        engine.runUntil("failed");

        assertEquals("too late", engine.queried("error-desc"));
        assertEquals("running", engine.vm.runState());
    }
}
