package baton.migration.channel;

import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Waits for as many peers as there are to be channels. They come in any order: the main one is the one that does not begin
 * as those of multifd do.
 */
final class GroupListener implements PendingChannel {
    private static final int MULTIFD_MAGIC = 0x11223344;
    private static final int MAGIC_SIZE = 4;

    private final Listener listener;
    private final int others;
    private final List<Channel> came = new ArrayList<>();
    private boolean cancelled;

    GroupListener(Listener listener, int others) {
        this.listener = listener;
        this.others = others;
    }

    @Override
    public Channel await() throws IOException {
        try {
            for (int i = 0; i <= others; i++) {
                add(listener.await(came));
            }
            return sort();
        } catch (IOException e) {
            GroupConnector.closeAll(came);
            throw e;
        }
    }

    private synchronized void add(FlowChannel channel) {
        came.add(channel);
        if (cancelled) {
            channel.shutdown();
        }
    }

    private Channel sort() throws IOException {
        Channel main = null;
        List<Channel> sorted = new ArrayList<>();
        try (NativeBuffer magic = NativeBuffer.allocate(MAGIC_SIZE)) {
            for (Channel channel : came) {
                int got = fill(channel, magic.address());
                Channel begun = new BegunChannel(channel, magic.address(), got);
                boolean multifd =
                        got == MAGIC_SIZE && Integer.reverseBytes(Memory.getInt(magic.address())) == MULTIFD_MAGIC;
                if (multifd) {
                    sorted.add(begun);
                } else if (main == null) {
                    main = begun;
                } else {
                    throw new IOException("multifd: two of the " + came.size() + " channels are not of multifd");
                }
            }
        }
        if (main == null) {
            throw new IOException("multifd: none of the " + came.size() + " channels is the main one");
        }
        return new ChannelGroup(main, sorted);
    }

    private static int fill(Channel channel, long address) throws IOException {
        int done = 0;
        while (done < MAGIC_SIZE) {
            long got = channel.readMemory(address + done, MAGIC_SIZE - done);
            if (got < 0) {
                return done;
            }
            done += (int) got;
        }
        return done;
    }

    @Override
    public void patience(long millis) {
        listener.patience(millis);
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        listener.cancel();
        for (Channel channel : came) {
            channel.shutdown();
        }
    }

    @Override
    public List<Map<String, Object>> addresses() {
        return listener.addresses();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
