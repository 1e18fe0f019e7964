package baton.migration.params;

import static baton.migration.params.Capability.BACKGROUND_SNAPSHOT;
import static baton.migration.params.Capability.DIRTY_LIMIT;
import static baton.migration.params.Capability.MAPPED_RAM;
import static baton.migration.params.Capability.MULTIFD;
import static baton.migration.params.Capability.POSTCOPY_PREEMPT;
import static baton.migration.params.Capability.POSTCOPY_RAM;
import static baton.migration.params.Capability.RETURN_PATH;
import static baton.migration.params.Capability.SWITCHOVER_ACK;
import static baton.migration.params.Capability.XBZRLE;
import static baton.migration.params.Capability.X_COLO;
import static baton.migration.params.Capability.X_IGNORE_SHARED;
import static baton.migration.params.Capability.ZERO_COPY_SEND;

/** Which capabilities go together (QEMU's texts), and which this build has at all. */
final class CapabilityChecks {
    private static final Capability[] NOT_WITH_SNAPSHOT = {
        POSTCOPY_RAM,
        Capability.DIRTY_BITMAPS,
        Capability.POSTCOPY_BLOCKTIME,
        Capability.LATE_BLOCK_ACTIVATE,
        RETURN_PATH,
        MULTIFD,
        Capability.PAUSE_BEFORE_SWITCHOVER,
        Capability.AUTO_CONVERGE,
        Capability.RELEASE_RAM,
        Capability.RDMA_PIN_ALL,
        XBZRLE,
        X_COLO,
        Capability.VALIDATE_UUID,
        ZERO_COPY_SEND
    };

    private CapabilityChecks() {}

    static void check(MigrationCapabilities old, MigrationCapabilities next) throws ParameterRefused {
        refuseIf(next.has(X_COLO), "QEMU compiled without replication module can't enable COLO");
        postcopy(next);
        snapshot(next);
        channels(next);
        refuseIf(next.has(DIRTY_LIMIT), "dirty-limit requires KVM with accelerator property 'dirty-ring-size' set");
        for (Capability c : Capability.values()) {
            refuseIf(
                    next.has(c) && !old.has(c) && c.support() == Capability.Support.NONE,
                    "Capability '" + c.wireName() + "' is not supported by this build of Baton");
        }
    }

    private static void postcopy(MigrationCapabilities next) throws ParameterRefused {
        boolean postcopy = next.has(POSTCOPY_RAM);
        refuseIf(postcopy && next.has(X_IGNORE_SHARED), "Postcopy is not compatible with ignore-shared");
        refuseIf(!postcopy && next.has(POSTCOPY_PREEMPT), "Postcopy preempt requires postcopy-ram");
    }

    private static void snapshot(MigrationCapabilities next) throws ParameterRefused {
        for (Capability c : NOT_WITH_SNAPSHOT) {
            refuseIf(
                    next.has(BACKGROUND_SNAPSHOT) && next.has(c),
                    "Background-snapshot is not compatible with " + c.wireName());
        }
    }

    private static void channels(MigrationCapabilities next) throws ParameterRefused {
        boolean xbzrle = next.has(XBZRLE);
        refuseIf(
                next.has(ZERO_COPY_SEND) && (!next.has(MULTIFD) || xbzrle),
                "Zero copy only available for non-compressed non-TLS multifd migration");
        refuseIf(
                next.has(SWITCHOVER_ACK) && !next.has(RETURN_PATH),
                "Capability 'switchover-ack' requires capability 'return-path'");
        refuseIf(next.has(MULTIFD) && xbzrle, "Multifd is not compatible with xbzrle");
        refuseIf(next.has(MAPPED_RAM) && xbzrle, "Mapped-ram migration is incompatible with xbzrle");
        refuseIf(next.has(MAPPED_RAM) && next.has(POSTCOPY_RAM), "Mapped-ram migration is incompatible with postcopy");
    }

    private static void refuseIf(boolean wrong, String text) throws ParameterRefused {
        if (wrong) {
            throw new ParameterRefused(text);
        }
    }
}
