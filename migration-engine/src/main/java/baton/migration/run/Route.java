package baton.migration.run;

import baton.migration.channel.BadAddress;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.MigrationChannel;
import baton.migration.channel.MigrationChannel.Kind;
import baton.migration.spi.MigrationRefused;
import java.util.List;

/** Where a migration command leads: its main address, and the cpr one or null. */
record Route(ChannelAddress main, ChannelAddress cpr) {
    /** Reads {@code uri} or {@code channels} (JSON), of which exactly one must be given. */
    static Route read(String uri, List<?> channels) throws MigrationRefused {
        boolean listed = channels != null && !channels.isEmpty();
        if ((uri == null) != listed) {
            throw new MigrationRefused("need either 'uri' or 'channels' argument");
        }
        try {
            return uri != null ? new Route(ChannelAddress.parse(uri), null) : of(MigrationChannel.readAll(channels));
        } catch (BadAddress e) {
            throw new MigrationRefused(e.getMessage(), e);
        }
    }

    private static Route of(List<MigrationChannel> channels) throws MigrationRefused {
        ChannelAddress main = only(Kind.MAIN, "main", channels);
        ChannelAddress cpr = only(Kind.CPR, "cpr", channels);
        if (main == null) {
            throw new MigrationRefused("Channel list has no main entry");
        }
        return new Route(main, cpr);
    }

    private static ChannelAddress only(Kind kind, String name, List<MigrationChannel> channels)
            throws MigrationRefused {
        ChannelAddress found = null;
        for (MigrationChannel channel : channels) {
            if (channel.kind() == kind && found != null) {
                throw new MigrationRefused("Channel list has more than one " + name + " entry");
            }
            if (channel.kind() == kind) {
                found = channel.address();
            }
        }
        return found;
    }
}
