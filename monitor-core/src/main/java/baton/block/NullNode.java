package baton.block;

import baton.nat.libc.Memory;

/** Drivers {@code null-co} and {@code null-aio}: a disk that takes everything and reads as zeroes. */
final class NullNode implements BlockNode {
    private static final long DEFAULT_BYTES = 1L << 30;

    private final NodeSpec spec;
    private final long length;

    NullNode(NodeSpec spec) {
        this.spec = spec;
        this.length = spec.place().size() < 0 ? DEFAULT_BYTES : spec.place().size();
    }

    @Override
    public NodeSpec spec() {
        return spec;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long allocated() {
        return 0;
    }

    @Override
    public void read(long offset, long vectors, int count, long bytes) {
        for (long at = vectors; at < vectors + 16L * count; at += 16) {
            Memory.fill(Memory.getLong(at), Memory.getLong(at + 8), (byte) 0);
        }
    }

    @Override
    public void write(long offset, long vectors, int count, long bytes) {}

    @Override
    public void flush() {}

    @Override
    public void discard(long offset, long bytes) {}

    @Override
    public void zero(long offset, long bytes, boolean mayUnmap) {}

    @Override
    public void resize(long bytes) throws BlockException {
        throw new BlockException("Image format driver does not support resize");
    }

    @Override
    public void lock(Use use) {}

    @Override
    public void release() {}

    @Override
    public BlockNode child() {
        return null;
    }

    @Override
    public void close() {}
}
