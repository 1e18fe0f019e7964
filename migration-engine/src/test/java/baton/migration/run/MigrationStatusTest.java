package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.testing.Monitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationStatusTest {
    @ParameterizedTest
    @CsvSource({
        "NONE,SETUP", "SETUP,ACTIVE", "ACTIVE,DEVICE", "ACTIVE,PRE_SWITCHOVER", "PRE_SWITCHOVER,DEVICE",
        "DEVICE,COMPLETED", "ACTIVE,COMPLETED", "COMPLETED,FAILED", "COMPLETED,SETUP", "FAILED,SETUP",
        "CANCELLED,SETUP", "CANCELLING,CANCELLED", "SETUP,CANCELLING", "DEVICE,FAILED"
    })
    void wantedMoves_areAllowed(MigrationStatus from, MigrationStatus to) {
        assertTrue(from.mayBecome(to));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,ACTIVE",
        "SETUP,COMPLETED",
        "SETUP,SETUP",
        "COMPLETED,CANCELLING",
        "CANCELLING,COMPLETED",
        "FAILED,CANCELLING",
        "CANCELLED,ACTIVE",
        "COLO,SETUP"
    })
    void otherMoves_areNot(MigrationStatus from, MigrationStatus to) {
        assertFalse(from.mayBecome(to));
    }

    @ParameterizedTest
    @EnumSource(MigrationStatus.class)
    void everyStatus_isFoundByName(MigrationStatus status) {
        assertEquals(status, MigrationStatus.named(status.wireName()));
    }

    @Test
    void unknownName_isNone() {
        assertNull(MigrationStatus.named("bogus"));
    }

    @Test
    void events_areSentOnlyWithTheCapability() throws Exception {
        Monitor monitor = new Monitor();
        MigrationSettings settings = new MigrationSettings(monitor);
        StatusCell cell = new StatusCell(settings, monitor);
        cell.become(MigrationStatus.SETUP);
        assertEquals(List.of(), monitor.events());
        settings.enable(MigrationSettings.byName(Map.of("events", true)));
        cell.become(MigrationStatus.ACTIVE);
        assertEquals(List.of("MIGRATION active"), monitor.events());
    }

    @Test
    void cancel_winsOverEveryLaterMove() {
        StatusCell cell = new StatusCell(new MigrationSettings(new Monitor()), new Monitor());
        cell.become(MigrationStatus.SETUP);
        cell.become(MigrationStatus.CANCELLING);
        assertFalse(cell.become(MigrationStatus.ACTIVE));
        assertEquals(MigrationStatus.CANCELLING, cell.get());
        assertTrue(cell.become(MigrationStatus.CANCELLED));
        assertThrows(IllegalStateException.class, () -> cell.become(MigrationStatus.ACTIVE));
    }
}
