package baton.migration.run;

import baton.base.AnyThread;
import baton.base.MainLoopThread;
import baton.migration.channel.Beside;
import baton.migration.channel.Channel;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.PendingChannel;
import baton.migration.spi.Predecessor;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The main channel of an incoming migration: listened for, accepted on the migration thread, closed on the main loop. */
@MainLoopThread
final class ReceiverChannel {
    private final Environment env;
    private final Predecessor predecessor;
    private volatile PendingChannel pending;
    private volatile Channel channel;
    private volatile boolean closing;
    private volatile String givenUp;
    private Thread watcher;

    ReceiverChannel(Environment env, Predecessor predecessor) {
        this.env = env;
        this.predecessor = predecessor;
    }

    /** Listens, or opens what needs no peer. */
    void open(ChannelAddress address) throws IOException {
        Beside beside = StreamSettings.beside(
                env.settings().capabilities(), env.settings().parameters());
        if (address.live() || env.channels().listens(address)) {
            pending = env.channels().listen(address, beside);
        } else if (address instanceof ChannelAddress.Memory) {
            channel = env.channels().over(predecessor.memory());
        } else {
            channel = env.channels().openForReading(address, beside);
        }
    }

    /** The old process may give up, or end, before it connects. */
    void watch() {
        PendingChannel listener = pending;
        if (listener == null || !predecessor.talks()) {
            return;
        }
        watcher = env.thread("predecessor", new Runnable() {
            @Override
            public void run() {
                givenUp = predecessor.givesUp();
                if (givenUp != null) {
                    listener.cancel();
                }
            }
        });
    }

    /** On the migration thread: the channel, once the other side is there. */
    Channel await() throws IOException {
        PendingChannel listener = pending;
        if (listener == null) {
            return channel;
        }
        channel = listener.await();
        if (watcher != null) {
            stopWatching();
        }
        pending = null;
        listener.close();
        if (closing) {
            channel.shutdown();
        }
        return channel;
    }

    private void stopWatching() throws IOException {
        predecessor.streamBegins();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (givenUp != null) {
            throw new IOException(givenUp);
        }
    }

    /** Why the old process will not connect; null while nothing is known of that. */
    @AnyThread
    String givenUp() {
        return givenUp;
    }

    /** Makes whoever waits for it, or uses it, fail. */
    void shutdown() {
        closing = true;
        PendingChannel listener = pending;
        if (listener != null) {
            listener.cancel();
        }
        Channel open = channel;
        if (open != null) {
            open.shutdown();
        }
    }

    void close() {
        try {
            if (pending != null) {
                pending.close();
            }
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            env.reporter().error("could not close the migration channel: " + e.getMessage());
        }
        pending = null;
        channel = null;
    }

    /** Where it can be reached; empty when nobody can connect. */
    @AnyThread
    List<Map<String, Object>> addresses() {
        PendingChannel listener = pending;
        return listener == null ? List.of() : listener.addresses();
    }
}
