package baton.block;

import java.io.IOException;

/** Driver {@code raw}: the bytes of another node as they are, or a part of them. */
final class RawNode implements BlockNode {
    private final NodeSpec spec;
    private final BlockNode child;
    private volatile long length;

    RawNode(NodeSpec spec, BlockNode child) throws BlockException {
        this.spec = spec;
        this.child = child;
        long offset = spec.place().offset();
        if (offset > child.length()) {
            throw new BlockException("Offset (" + offset + ") cannot be greater than size of the containing file ("
                    + child.length() + ")");
        }
        long rest = child.length() - offset;
        if (spec.place().size() > rest) {
            throw new BlockException("The sum of offset (" + offset + ") and size ("
                    + spec.place().size()
                    + ") has to be smaller or equal to the actual size of the containing file (" + child.length()
                    + ")");
        }
        length = spec.place().size() < 0 ? rest : spec.place().size();
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
    public long allocated() throws IOException {
        return child.allocated();
    }

    private long there(long offset) {
        return offset + spec.place().offset();
    }

    @Override
    public void read(long offset, long vectors, int count, long bytes) throws IOException {
        child.read(there(offset), vectors, count, bytes);
    }

    @Override
    public void write(long offset, long vectors, int count, long bytes) throws IOException {
        child.write(there(offset), vectors, count, bytes);
    }

    @Override
    public void flush() throws IOException {
        child.flush();
    }

    @Override
    public void discard(long offset, long bytes) throws IOException {
        child.discard(there(offset), bytes);
    }

    @Override
    public void zero(long offset, long bytes, boolean mayUnmap) throws IOException {
        child.zero(there(offset), bytes, mayUnmap);
    }

    @Override
    public void resize(long bytes) throws BlockException {
        if (spec.place().size() >= 0) {
            throw new BlockException("Cannot resize fixed-size raw disks");
        }
        child.resize(there(bytes));
        length = bytes;
    }

    @Override
    public void lock(Use use) throws BlockException {
        child.lock(use);
    }

    @Override
    public void release() {
        child.release();
    }

    @Override
    public BlockNode child() {
        return child;
    }

    @Override
    public void close() throws IOException {
        child.close();
    }
}
