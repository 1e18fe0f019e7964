package baton.cli.options;

import baton.migration.channel.ChannelAddress;
import baton.migration.channel.MigrationChannel;

/**
 * One {@code -incoming}.
 *
 * @param channel what the channel is for
 * @param address where from; null when {@code migrate-incoming} says so later
 * @param where the option, for errors
 */
public record IncomingOptions(MigrationChannel.Kind channel, ChannelAddress address, String where) {
    /** Whether {@code migrate-incoming} says where from. */
    public boolean deferred() {
        return address == null;
    }
}
