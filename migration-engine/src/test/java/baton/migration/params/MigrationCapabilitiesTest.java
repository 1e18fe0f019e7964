package baton.migration.params;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts from transcripts/migrate-set-parameters-errors.txt. */
class MigrationCapabilitiesTest {
    private final MigrationCapabilities none = MigrationCapabilities.defaults();

    private String refused(Capability... on) {
        Map<Capability, Boolean> changes = new LinkedHashMap<>();
        for (Capability c : on) {
            changes.put(c, true);
        }
        return assertThrows(ParameterRefused.class, () -> none.with(changes)).getMessage();
    }

    @Test
    void defaults_areTwentyTwoInOrderAllOff() {
        assertEquals(22, none.toList().size());
        assertEquals("{state=false, capability=xbzrle}", none.toList().get(0).toString());
        assertEquals("mapped-ram: off", none.lines().get(21));
        assertEquals("x-ignore-shared: off", none.lines().get(14));
    }

    @Test
    void supported_canBeSwitched() throws ParameterRefused {
        MigrationCapabilities set = none.with(Map.of(Capability.EVENTS, true, Capability.X_IGNORE_SHARED, true));
        assertTrue(set.has(Capability.EVENTS));
        assertFalse(none.has(Capability.EVENTS));
        assertEquals("events: on", set.lines().get(4));
        assertFalse(set.with(Map.of(Capability.EVENTS, false)).has(Capability.EVENTS));
    }

    @Test
    void conflicts_areRefusedWithQemusTexts() {
        assertEquals(
                "Postcopy is not compatible with ignore-shared",
                refused(Capability.POSTCOPY_RAM, Capability.X_IGNORE_SHARED));
        assertEquals("Postcopy preempt requires postcopy-ram", refused(Capability.POSTCOPY_PREEMPT));
        assertEquals(
                "Zero copy only available for non-compressed non-TLS multifd migration",
                refused(Capability.ZERO_COPY_SEND));
        assertEquals(
                "Capability 'switchover-ack' requires capability 'return-path'", refused(Capability.SWITCHOVER_ACK));
        assertEquals(
                "dirty-limit requires KVM with accelerator property 'dirty-ring-size' set",
                refused(Capability.DIRTY_LIMIT));
        assertEquals("Multifd is not compatible with xbzrle", refused(Capability.MULTIFD, Capability.XBZRLE));
        assertEquals(
                "Mapped-ram migration is incompatible with xbzrle", refused(Capability.MAPPED_RAM, Capability.XBZRLE));
        assertEquals("QEMU compiled without replication module can't enable COLO", refused(Capability.X_COLO));
        assertEquals(
                "Background-snapshot is not compatible with postcopy-ram",
                refused(Capability.BACKGROUND_SNAPSHOT, Capability.POSTCOPY_RAM));
    }

    @Test
    void whatThisBuildLacks_isRefusedByName() {
        assertEquals(
                "Capability 'release-ram' is not supported by this build of Baton", refused(Capability.RELEASE_RAM));
    }
}
