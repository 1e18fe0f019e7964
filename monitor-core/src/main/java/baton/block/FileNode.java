package baton.block;

import baton.base.Closer;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Sys;
import java.io.IOException;

/** Drivers {@code file} and {@code host_device}: a regular file, or a disk or partition of the host. */
final class FileNode implements BlockNode {
    private static final int VECTOR = 16;
    private static final int MOST_VECTORS = 1024;
    private static final int ZEROES = 64 << 10;

    private final NodeSpec spec;
    private final Fd fd;
    /** The same file without O_DIRECT, for what does not fit its alignment; null when {@link #fd} is that. */
    private final Fd buffered;

    private final ImageLock lock;
    private final Discards discards = new Discards();
    private volatile long length;

    private FileNode(NodeSpec spec, Fd fd, Fd buffered, long length) {
        this.spec = spec;
        this.fd = fd;
        this.buffered = buffered;
        this.length = length;
        this.lock = new ImageLock(fd, spec.filename());
    }

    /** Whether a name is not that of a device; that of nothing is not. */
    static boolean isRegular(String path) throws BlockException {
        try (Closer closer = new Closer()) {
            Files.Status status = Files.status(closer.add(Files.open(path, Sys.O_RDONLY, 0)));
            return !status.isBlockDevice() && !status.isCharacterDevice();
        } catch (IOException e) {
            throw new BlockException("Could not open '" + path + "': " + e.getMessage(), e);
        }
    }

    static FileNode open(NodeSpec spec) throws BlockException {
        int access = spec.readOnly() ? Sys.O_RDONLY : Sys.O_RDWR;
        try {
            Fd plain = Files.open(spec.filename(), access, 0);
            Files.Status status = Files.status(plain);
            check(spec, status);
            long length = status.isBlockDevice() ? Files.blockDeviceSize(plain) : status.size();
            return spec.cache().direct()
                    ? new FileNode(spec, Files.open(spec.filename(), access | Sys.O_DIRECT, 0), plain, length)
                    : new FileNode(spec, plain, null, length);
        } catch (ErrnoException e) {
            throw new BlockException("Could not open '" + spec.filename() + "': " + e.getMessage(), e);
        }
    }

    private static void check(NodeSpec spec, Files.Status status) throws BlockException {
        if (spec.driver().equals("file") && !status.isRegular()) {
            throw new BlockException(
                    status.isDirectory()
                            ? "Could not open '" + spec.filename() + "': Is a directory"
                            : "'file' driver requires '" + spec.filename() + "' to be a regular file");
        }
        if (spec.driver().equals("host_device") && !status.isBlockDevice() && !status.isCharacterDevice()) {
            throw new BlockException(
                    "'host_device' driver requires '" + spec.filename() + "' to be either a character or block device");
        }
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
        return Files.status(fd).allocated();
    }

    @Override
    public void read(long offset, long vectors, int count, long bytes) throws IOException {
        transfer(false, offset, new Rest(vectors, count, bytes));
    }

    @Override
    public void write(long offset, long vectors, int count, long bytes) throws IOException {
        transfer(true, offset, new Rest(vectors, count, bytes));
    }

    private void transfer(boolean write, long offset, Rest rest) throws IOException {
        long at = offset;
        Fd use = fd;
        while (rest.bytes > 0) {
            long done;
            try {
                int count = Math.min(rest.count, MOST_VECTORS);
                done = write ? use.writeVectorsAt(at, rest.vectors, count) : use.readVectorsAt(at, rest.vectors, count);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EINVAL || use == buffered || buffered == null) {
                    throw e;
                }
                use = buffered;
                continue;
            }
            if (done == 0 && write) {
                throw new ErrnoException("pwritev", Errno.ENOSPC);
            }
            if (done == 0) {
                rest.clear(); // a file whose end is no whole sector reads as zeroes from there on
                return;
            }
            at += done;
            rest.advance(done);
        }
    }

    @Override
    public void flush() throws IOException {
        if (!spec.cache().noFlush()) {
            fd.flush();
        }
    }

    @Override
    public void discard(long offset, long bytes) throws IOException {
        if (spec.unmap()) {
            try {
                Files.punchHole(fd, offset, bytes);
                discards.did(bytes);
            } catch (ErrnoException e) {
                discards.failedOne();
                if (e.errno() != Errno.EOPNOTSUPP) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Discards discards() {
        return discards;
    }

    @Override
    public void zero(long offset, long bytes, boolean mayUnmap) throws IOException {
        try {
            if (mayUnmap && spec.unmap()) {
                Files.punchHole(fd, offset, bytes);
            } else {
                Files.zeroRange(fd, offset, bytes);
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EOPNOTSUPP) {
                throw e;
            }
            writeZeroes(offset, bytes);
        }
    }

    private void writeZeroes(long offset, long bytes) throws IOException {
        Fd use = buffered == null ? fd : buffered;
        try (NativeBuffer zeroes = NativeBuffer.allocate(ZEROES)) {
            for (long at = offset; at < offset + bytes; ) {
                at += use.writeMemoryAt(at, zeroes.address(), Math.min(ZEROES, offset + bytes - at));
            }
        }
    }

    @Override
    public void resize(long bytes) throws BlockException {
        try {
            if (!Files.status(fd).isRegular()) {
                if (bytes > length) {
                    throw new BlockException("Cannot grow device files");
                }
                return;
            }
            fd.truncate(bytes);
            length = bytes;
        } catch (ErrnoException e) {
            throw new BlockException("Failed to resize the file: " + e.getMessage(), e);
        }
    }

    @Override
    public void lock(Use use) throws BlockException {
        if (spec.locking()) {
            lock.take(use);
        }
    }

    @Override
    public void release() {
        if (spec.locking()) {
            lock.release();
        }
    }

    @Override
    public BlockNode child() {
        return null;
    }

    @Override
    public void close() throws IOException {
        fd.close();
        if (buffered != null) {
            buffered.close();
        }
    }

    /** What of a transfer is still to be done. */
    private static final class Rest {
        private long vectors;
        private int count;
        private long bytes;

        Rest(long vectors, int count, long bytes) {
            this.vectors = vectors;
            this.count = count;
            this.bytes = bytes;
        }

        void advance(long done) {
            bytes -= done;
            long left = done;
            while (left > 0 && count > 0) {
                long size = Memory.getLong(vectors + 8);
                if (left < size) {
                    Memory.putLong(vectors, Memory.getLong(vectors) + left);
                    Memory.putLong(vectors + 8, size - left);
                    return;
                }
                left -= size;
                vectors += VECTOR;
                count--;
            }
        }

        void clear() {
            for (int i = 0; i < count; i++) {
                long at = vectors + (long) i * VECTOR;
                Memory.fill(Memory.getLong(at), Memory.getLong(at + 8), (byte) 0);
            }
        }
    }
}
