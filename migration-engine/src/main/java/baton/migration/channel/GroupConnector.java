package baton.migration.channel;

import baton.base.Closer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Connects several times to one address: the main channel first. */
final class GroupConnector implements PendingChannel {
    private final ChannelAddress address;
    private final int others;
    private long patience;
    private PendingChannel current;
    private boolean cancelled;

    GroupConnector(ChannelAddress address, int others) {
        this.address = address;
        this.others = others;
    }

    @Override
    public Channel await() throws IOException {
        List<Channel> channels = new ArrayList<>();
        try {
            for (int i = 0; i <= others; i++) {
                channels.add(next().await());
            }
            return new ChannelGroup(channels.get(0), channels.subList(1, channels.size()));
        } catch (IOException e) {
            closeAll(channels);
            throw e;
        }
    }

    private synchronized PendingChannel next() {
        current = new Connector(address);
        current.patience(patience);
        if (cancelled) {
            current.cancel();
        }
        return current;
    }

    static void closeAll(List<Channel> channels) throws IOException {
        try (Closer closer = new Closer()) {
            for (Channel channel : channels) {
                closer.add(channel);
            }
        }
    }

    @Override
    public void patience(long millis) {
        patience = millis;
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public List<Map<String, Object>> addresses() {
        return List.of();
    }

    @Override
    public void close() {
        // What was connected belongs to whoever got it from await.
    }
}
