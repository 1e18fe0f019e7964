package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.migration.params.Capability;
import baton.migration.params.MigMode;
import baton.migration.spi.MigrationRefused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Settings through the service's door, with the texts of transcripts/hmp-session.txt and cpr.md 4.3. */
class MigrationSettingsTest {
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        engine = new Engine("running");
    }

    @AfterEach
    void end() throws Exception {
        engine.close();
    }

    private static String refused(Executable action) {
        return assertThrows(MigrationRefused.class, action).getMessage();
    }

    @Test
    void unknownNames_areRefusedInEachMonitorsWords() {
        assertEquals(
                "Parameter 'capability' does not accept value 'foo'",
                refused(() -> engine.service.setCapabilities(Map.of("foo", true))));
        assertEquals("invalid parameter value: foo", refused(() -> engine.service.setCapability("foo", true)));
        assertEquals("invalid parameter value: foo", refused(() -> engine.service.setParameter("foo", "1")));
    }

    @Test
    void parameters_areSetFromBothMonitors() throws Exception {
        engine.service.setParameter("mode", "cpr-reboot");
        assertEquals(MigMode.CPR_REBOOT, engine.service.parameters().mode());
        engine.service.setParameters(Map.of("mode", "normal"));
        assertEquals(MigMode.NORMAL, engine.service.parameters().mode());
    }

    @Test
    void capabilities_areFixedWhileAMigrationRuns() throws Exception {
        engine.mode.waits = true;
        engine.migrate("file:never-opened");
        assertEquals(
                "There's a migration process in progress",
                refused(() -> engine.service.setCapabilities(Map.of("xbzrle", true))));
        engine.service.setParameters(Map.of("mode", "cpr-exec"));
        engine.service.cancel();
    }

    @Test
    void zeroBlocks_isWarnedOfWhileItIsOn() throws Exception {
        engine.service.setCapability("zero-blocks", true);
        engine.service.setCapability("x-ignore-shared", true);
        String warning = "warning: zero-blocks capability is deprecated";
        assertEquals(List.of(warning, warning), engine.monitor.reports());
    }

    @Test
    void globals_reachBothKinds() throws Exception {
        engine.service.global("x-auto-converge", "on");
        engine.service.global("mode", "cpr-reboot");
        assertTrue(engine.service.capabilities().has(Capability.AUTO_CONVERGE));
        assertEquals(MigMode.CPR_REBOOT, engine.service.parameters().mode());
        assertEquals(
                "Property 'migration.x-ignore-shared' not found",
                refused(() -> engine.service.global("x-ignore-shared", "on")));
        assertEquals(
                "Parameter 'migration.x-events' expects 'on' or 'off'",
                refused(() -> engine.service.global("x-events", "maybe")));
    }
}
