package baton.migration.run;

import baton.base.MainLoopThread;
import baton.migration.channel.Beside;
import baton.migration.channel.Channel;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.PendingChannel;
import baton.migration.spi.MigrationStrategy;
import java.io.IOException;

/** Opens the channels of an outgoing migration: at once, or on a thread that waits for the peer. */
@MainLoopThread
final class Opening {
    /** Told once, on the main loop. */
    interface Result {
        /** The channel is the caller's. */
        void opened(Channel channel);

        /** There is none. */
        void notOpened(String why);
    }

    private static final String FAULT = "internal error: the migration thread ended early";

    private final Environment env;
    private final ChannelAddress address;
    private final Beside beside;
    private final Result result;
    private PendingChannel pending;

    Opening(Environment env, ChannelAddress address, Beside beside, Result result) {
        this.env = env;
        this.address = address;
        this.beside = beside;
        this.result = result;
    }

    /**
     * Begins; the result may come before this returns.
     *
     * @param strategy keeps the memory of a channel {@code memfd:}
     * @return the thread that waits; null when nothing has to be waited for
     */
    Thread start(MigrationStrategy strategy) throws IOException {
        if (address.live()) {
            pending = env.channels().connect(address, beside);
            pending.patience(strategy.patienceMillis());
            return env.thread("migration", new Runnable() {
                @Override
                public void run() {
                    connect(strategy);
                }
            });
        }
        result.opened(
                address instanceof ChannelAddress.Memory
                        ? env.channels().over(strategy.memory())
                        : env.channels().openForWriting(address, beside));
        return null;
    }

    /** Makes a peer that is waited for fail to come. */
    void cancel() {
        if (pending != null) {
            pending.cancel();
        }
    }

    /** On the migration thread: waits for the peer. */
    private void connect(MigrationStrategy strategy) {
        Channel connected = null;
        String problem = FAULT;
        try {
            connected = pending.await();
            problem = null;
        } catch (IOException e) {
            problem = strategy.reason(e.getMessage());
        } finally {
            Channel channel = connected;
            String why = problem;
            env.host().post(new Runnable() {
                @Override
                public void run() {
                    if (why == null) {
                        result.opened(channel);
                    } else {
                        result.notOpened(why);
                    }
                }
            });
        }
    }
}
