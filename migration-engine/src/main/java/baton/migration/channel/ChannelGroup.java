package baton.migration.channel;

import baton.base.Closer;
import java.io.IOException;
import java.util.List;

/** The main channel and those beside it, opened, shut down and closed together. What flows through this is the main one's. */
public final class ChannelGroup implements Channel {
    private final Channel main;
    private final List<Channel> others;

    ChannelGroup(Channel main, List<Channel> others) {
        this.main = main;
        this.others = List.copyOf(others);
    }

    /** The main one of {@code channel}: itself, unless it is a group. */
    public static Channel main(Channel channel) {
        return channel instanceof ChannelGroup group ? group.main : channel;
    }

    /** Those beside the main one, which use them from other threads; empty when {@code channel} is no group. */
    public static List<Channel> others(Channel channel) {
        return channel instanceof ChannelGroup group ? group.others : List.of();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        main.write(bytes, offset, length);
    }

    @Override
    public void writeMemory(long address, long length) throws IOException {
        main.writeMemory(address, length);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return main.read(bytes, offset, length);
    }

    @Override
    public long readMemory(long address, long length) throws IOException {
        return main.readMemory(address, length);
    }

    @Override
    public Channel reverse() throws IOException {
        return main.reverse();
    }

    @Override
    public String kind() {
        return main.kind();
    }

    @Override
    public void shutdown() {
        main.shutdown();
        for (Channel other : others) {
            other.shutdown();
        }
    }

    @Override
    public void finish() throws IOException {
        for (Channel other : others) {
            other.finish();
        }
        main.finish();
    }

    @Override
    public void abandon() throws IOException {
        main.abandon();
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            closer.add(main);
            for (Channel other : others) {
                closer.add(other);
            }
        }
    }
}
