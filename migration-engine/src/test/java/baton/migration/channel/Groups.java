package baton.migration.channel;

import java.util.List;

/** Channels that belong together, made by hand. */
public final class Groups {
    private Groups() {}

    /** The main one with one beside it. */
    public static Channel of(Channel main, Channel other) {
        return new ChannelGroup(main, List.of(other));
    }
}
