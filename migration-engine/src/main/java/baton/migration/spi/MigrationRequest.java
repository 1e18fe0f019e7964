package baton.migration.spi;

import baton.migration.channel.ChannelAddress;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;

/**
 * What {@code migrate} asked for, and the settings of that moment.
 *
 * @param main where the stream goes
 * @param cpr where descriptors go; null when no such channel was given
 */
public record MigrationRequest(
        ChannelAddress main, ChannelAddress cpr, MigrationParameters parameters, MigrationCapabilities capabilities) {}
