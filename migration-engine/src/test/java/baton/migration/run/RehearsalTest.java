package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.EventSink;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.Understudy;
import baton.migration.testing.FakeVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class RehearsalTest {
    /** Counts what happens to it; the first use may have to wait. */
    private static final class Stage implements Understudy {
        private final FakeVm vm;
        private final CountDownLatch curtain = new CountDownLatch(1);
        private volatile boolean closed;

        Stage() throws IOException {
            vm = new FakeVm("inmigrate", EventSink.NONE);
        }

        @Override
        public MigratableVm vm() throws IOException {
            try {
                curtain.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return vm;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            vm.close();
        }
    }

    @TempDir
    Path directory;

    private final Stage stage;
    private final Engine engine;

    RehearsalTest() throws IOException, MigrationRefused {
        stage = new Stage();
        engine = new Engine("running");
        engine.host.understudy(stage);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private String file() {
        return "file:" + directory.resolve("state");
    }

    @Test
    void guest_runsUntilItsStopHasBeenRehearsed() throws MigrationRefused {
        engine.migrate(file());

        assertEquals("running", engine.vm.runState());
        assertEquals("setup", engine.queried("status"));

        stage.curtain.countDown();
        engine.runUntil("completed");

        assertEquals("postmigrate", engine.vm.runState());
        assertTrue(stage.closed);
        assertTrue(stage.vm.timesHandedOver() > 1, "rehearsed " + stage.vm.timesHandedOver() + " times");
    }

    @Test
    void modeThatStopsTheGuest_isRehearsedWhenItIsSetAndNotAgain() throws MigrationRefused {
        stage.curtain.countDown();
        engine.service.setParameters(Map.of("mode", "cpr-reboot"));
        engine.host.runOne();
        int rehearsed = stage.vm.timesHandedOver();

        engine.migrate(file());

        assertTrue(rehearsed > 1, "rehearsed " + rehearsed + " times");
        assertEquals("finish-migrate", engine.vm.runState());
        engine.runUntil("completed");
        assertEquals(rehearsed, stage.vm.timesHandedOver());
    }

    @Test
    void anythingThatShapesAMigration_isRehearsedWhenItIsSet() throws MigrationRefused {
        stage.curtain.countDown();

        engine.service.setParameters(Map.of("max-bandwidth", 1L << 30));
        engine.host.runOne();

        assertTrue(stage.closed);
        assertTrue(stage.vm.timesHandedOver() > 1, "rehearsed " + stage.vm.timesHandedOver() + " times");
    }

    @Test
    void capabilityOfAStream_isRehearsedAndEventsAreNot() throws MigrationRefused {
        stage.curtain.countDown();

        engine.capabilities("events");
        engine.host.runOneSoon();
        assertEquals(0, stage.vm.timesHandedOver());

        engine.capabilities("multifd");
        engine.host.runOne();
        assertTrue(stage.vm.timesHandedOver() > 1, "rehearsed " + stage.vm.timesHandedOver() + " times");
    }

    @Test
    void rehearsalCutShortByACancel_isMadeUpForTheNextTime() throws IOException, MigrationRefused {
        engine.migrate(file());
        engine.service.cancel();
        stage.curtain.countDown();
        engine.runUntil("cancelled");
        engine.host.runOne();
        Stage second = new Stage();
        second.curtain.countDown();
        engine.host.understudy(second);

        engine.migrate(file());
        engine.runUntil("completed");

        assertTrue(second.vm.timesHandedOver() > 1, "rehearsed " + second.vm.timesHandedOver() + " times");
    }

    @Test
    void migrationThatIsBeingPrepared_isNotTouchedByOneThatWasCancelledInItsRehearsal()
            throws IOException, MigrationRefused {
        engine.migrate(file());
        engine.service.cancel();
        stage.curtain.countDown();
        engine.runUntil("cancelled");
        engine.host.runOne();
        Stage second = new Stage();
        second.curtain.countDown();
        engine.host.understudy(second);
        engine.mode.waits = true;

        engine.migrate(file());
        engine.host.runOne();

        assertEquals("setup", engine.queried("status"));
        assertEquals("running", engine.vm.runState());
    }

    @Test
    void understudyThatFails_leavesTheMigrationAlone() throws MigrationRefused {
        stage.vm.device().failCommit();
        stage.curtain.countDown();

        engine.migrate(file());
        engine.runUntil("completed");

        assertEquals(1, stage.vm.timesHandedOver());
        assertTrue(stage.closed);
        assertEquals(List.of(), engine.monitor.reports());
    }

    @Test
    void cancel_endsTheRehearsalAndTheGuestNeverStopped() throws MigrationRefused {
        engine.migrate(file());

        engine.service.cancel();
        stage.curtain.countDown();
        engine.runUntil("cancelled");
        engine.host.runOne();

        assertEquals("running", engine.vm.runState());
        assertTrue(stage.closed);
        assertEquals(0, stage.vm.timesHandedOver());
        assertFalse(engine.monitor.events().contains("STOP"));
    }
}
