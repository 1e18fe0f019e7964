package baton.migration.stream;

import baton.migration.channel.Channel;
import baton.nat.libc.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A channel whose bytes stay in memory: what is written can be taken out, what is read was put in. */
final class MemoryChannel implements Channel {
    private final byte[] input;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private int at;
    private int pieceSize = Integer.MAX_VALUE;
    private IOException failure;
    int largestWrite;

    MemoryChannel() {
        this(new byte[0]);
    }

    MemoryChannel(byte[] input) {
        this.input = input;
    }

    /** Makes every read give at most {@code size} bytes. */
    MemoryChannel inPiecesOf(int size) {
        pieceSize = size;
        return this;
    }

    /** Makes reads and writes fail. */
    MemoryChannel failing(IOException with) {
        failure = with;
        return this;
    }

    byte[] written() {
        return output.toByteArray();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        failIfAsked();
        output.write(bytes, offset, length);
        largestWrite = Math.max(largestWrite, length);
    }

    @Override
    public void writeMemory(long address, long length) throws IOException {
        byte[] bytes = new byte[(int) length];
        Memory.copy(address, bytes, 0, bytes.length);
        write(bytes, 0, bytes.length);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        failIfAsked();
        if (at == input.length) {
            return -1;
        }
        int part = Math.min(Math.min(length, pieceSize), input.length - at);
        System.arraycopy(input, at, bytes, offset, part);
        at += part;
        return part;
    }

    @Override
    public long readMemory(long address, long length) throws IOException {
        byte[] bytes = new byte[(int) Math.min(length, input.length - at)];
        int got = read(bytes, 0, bytes.length);
        if (got > 0) {
            Memory.copy(bytes, 0, address, got);
        }
        return got;
    }

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public void shutdown() {}

    @Override
    public void finish() {}

    @Override
    public void close() {}

    private void failIfAsked() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
