package baton.migration.channel;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.io.IOException;

/**
 * A file or block device. Until {@link #finish} it is at most half of a stream, under the name the user waits for, as
 * with QEMU; what makes it safe is {@link #abandon}, which cuts it back to where it began and, if this channel made
 * the file, removes the name.
 */
final class FileChannel implements PlacedChannel {
    private final Fd fd;
    private final boolean regular;
    private final long start;
    /** The name to remove when abandoned; null when the file was there before. */
    private final String created;

    private volatile boolean shut;

    private FileChannel(Fd fd, long start, String created) throws ErrnoException {
        this.fd = fd;
        this.start = start;
        this.created = created;
        this.regular = Files.status(fd).isRegular();
    }

    /** Takes over an open file; the stream is at its current position. */
    static FileChannel at(Fd fd, long start, String created) throws ErrnoException {
        return new FileChannel(fd, start, created);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        check();
        fd.writeFully(bytes, offset, length);
    }

    @Override
    public void writeMemory(long address, long length) throws IOException {
        long done = 0;
        while (done < length) {
            check();
            done += fd.writeFile(address + done, length - done);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        check();
        int n = fd.read(bytes, offset, length);
        return n == 0 ? -1 : n;
    }

    @Override
    public long readMemory(long address, long length) throws IOException {
        check();
        long n = fd.readMemory(address, length);
        return n == 0 ? -1 : n;
    }

    @Override
    public long position() throws IOException {
        return fd.position();
    }

    @Override
    public void position(long place) throws IOException {
        check();
        fd.seek(place, Sys.SEEK_SET);
    }

    @Override
    public void writeMemoryAt(long place, long address, long length) throws IOException {
        long done = 0;
        while (done < length) {
            check();
            done += fd.writeMemoryAt(place + done, address + done, length - done);
        }
    }

    @Override
    public long readMemoryAt(long place, long address, long length) throws IOException {
        long done = 0;
        while (done < length) {
            check();
            long got = fd.readMemoryAt(place + done, address + done, length - done);
            if (got == 0) {
                return done;
            }
            done += got;
        }
        return done;
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public void shutdown() {
        shut = true;
    }

    /** Does not wait for the disk, as QEMU does not: the guest stands still, and whoever reboots the host syncs then. */
    @Override
    public void finish() {}

    @Override
    public void abandon() throws IOException {
        if (regular && start >= 0) {
            fd.truncate(start);
        }
        if (created != null) {
            Files.unlink(created);
        }
    }

    @Override
    public void close() throws IOException {
        fd.close();
    }

    private void check() throws IOException {
        if (shut) {
            throw new IOException("Operation canceled");
        }
    }
}
