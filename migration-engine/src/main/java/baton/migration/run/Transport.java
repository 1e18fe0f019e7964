package baton.migration.run;

import baton.migration.channel.ChannelAddress;
import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.params.Parameter;
import baton.migration.spi.MigrationRefused;

/** Which formats of RAM go over which channels (QEMU's texts). */
final class Transport {
    private Transport() {}

    /** Refuses a main channel that cannot carry what {@code capabilities} ask for; the same on both sides. */
    static void check(ChannelAddress main, MigrationCapabilities capabilities) throws MigrationRefused {
        boolean file = main instanceof ChannelAddress.File;
        boolean mapped = capabilities.has(Capability.MAPPED_RAM);
        if (mapped && !file) {
            throw new MigrationRefused("Migration requires seekable transport (e.g. file)");
        }
        if (capabilities.has(Capability.MULTIFD) && !(main.live() || file && mapped)) {
            throw new MigrationRefused("Migration requires multi-channel URIs (e.g. tcp)");
        }
    }

    /** Refuses formats that do not go together. */
    static void check(MigrationCapabilities capabilities, MigrationParameters parameters) throws MigrationRefused {
        boolean compressed = !parameters.text(Parameter.MULTIFD_COMPRESSION).equals("none");
        if (capabilities.has(Capability.MAPPED_RAM) && capabilities.has(Capability.MULTIFD) && compressed) {
            throw new MigrationRefused("Cannot use compression with mapped-ram");
        }
    }
}
