package baton.migration.stream;

import baton.migration.channel.Channel;
import baton.migration.channel.ChannelGroup;
import baton.migration.channel.PlacedChannel;
import baton.migration.multifd.PageTarget;
import baton.migration.multifd.Receiver;
import baton.migration.multifd.Threads;
import java.util.List;

/** Makes the readers of pages that are not in the main stream itself, if there are such. */
final class PagesBeside {
    private final Channel channel;
    private final StreamOptions options;
    private final byte[] uuid;
    private final Threads threads;

    PagesBeside(Channel channel, StreamOptions options, byte[] uuid, Threads threads) {
        this.channel = channel;
        this.options = options;
        this.uuid = uuid;
        this.threads = threads;
    }

    /** Reads pages at places of their own; null when they are not. */
    MappedReader mapped(StreamReader in) {
        if (!options.ram().mapped()) {
            return null;
        }
        PlacedChannel file = (PlacedChannel) ChannelGroup.main(channel);
        return new MappedReader(in, file, ChannelGroup.others(channel), threads);
    }

    /** Reads pages from channels of their own; null when there are none. */
    Receiver multifd(PageTarget target) {
        List<Channel> others = ChannelGroup.others(channel);
        if (options.ram().mapped() || others.isEmpty()) {
            return null;
        }
        Channel main = ChannelGroup.main(channel);
        return Receiver.start(main, others, target, uuid, options.ram().zlibLevel() >= 0, threads);
    }
}
