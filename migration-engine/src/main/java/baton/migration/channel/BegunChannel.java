package baton.migration.channel;

import baton.nat.libc.Memory;
import java.io.IOException;

/** A channel of which some bytes were read already, to see what it is: they come first once more. */
final class BegunChannel implements Channel {
    private final Channel channel;
    private final byte[] begun;
    private int at;

    /** Takes over {@code channel}, of which the {@code length} bytes at {@code address} were read. */
    BegunChannel(Channel channel, long address, int length) {
        this.channel = channel;
        this.begun = new byte[length];
        Memory.copy(address, begun, 0, length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        channel.write(bytes, offset, length);
    }

    @Override
    public void writeMemory(long address, long length) throws IOException {
        channel.writeMemory(address, length);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int part = Math.min(length, begun.length - at);
        if (part == 0) {
            return channel.read(bytes, offset, length);
        }
        System.arraycopy(begun, at, bytes, offset, part);
        at += part;
        return part;
    }

    @Override
    public long readMemory(long address, long length) throws IOException {
        int part = (int) Math.min(length, begun.length - at);
        if (part == 0) {
            return channel.readMemory(address, length);
        }
        Memory.copy(begun, at, address, part);
        at += part;
        return part;
    }

    @Override
    public Channel reverse() throws IOException {
        return channel.reverse();
    }

    @Override
    public String kind() {
        return channel.kind();
    }

    @Override
    public void shutdown() {
        channel.shutdown();
    }

    @Override
    public void finish() throws IOException {
        channel.finish();
    }

    @Override
    public void abandon() throws IOException {
        channel.abandon();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
