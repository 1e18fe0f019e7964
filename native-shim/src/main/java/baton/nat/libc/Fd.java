package baton.nat.libc;

import baton.base.Closer;

/**
 * One open file descriptor and its owner. Reading and writing may happen on any one thread at a time; close while
 * another thread is inside a call only after waking it (shutdown, or the peer's end).
 */
public final class Fd implements Closer.Resource {
    /** What {@link #read} and {@link #write} return when a non-blocking descriptor is not ready. */
    public static final int WOULD_BLOCK = -1;

    private final boolean owned;
    private int number;

    private Fd(int number, boolean owned) {
        this.number = number;
        this.owned = owned;
    }

    /** Takes ownership of descriptor {@code number}: closing this closes it. */
    public static Fd owned(int number) {
        return new Fd(number, true);
    }

    /** Uses descriptor {@code number} without owning it: close does nothing to it (0, 1 and 2). */
    public static Fd borrowed(int number) {
        return new Fd(number, false);
    }

    /** The descriptor number; -1 once closed. */
    public int number() {
        return number;
    }

    /** Gives up ownership: this Fd is closed, the number stays open. */
    public int release() {
        int was = number;
        number = -1;
        return was;
    }

    /** Reads up to {@code length} bytes; 0 at the end, {@link #WOULD_BLOCK} when nothing is there yet. */
    public int read(byte[] into, int offset, int length) throws ErrnoException {
        try (NativeBuffer buffer = NativeBuffer.allocate(length)) {
            int n = (int) readMemory(buffer.address(), length);
            buffer.get(0, into, offset, Math.max(0, n));
            return n;
        }
    }

    /** Writes up to {@code length} bytes; may be short; {@link #WOULD_BLOCK} when the other side is full. */
    public int write(byte[] from, int offset, int length) throws ErrnoException {
        try (NativeBuffer buffer = NativeBuffer.allocate(length)) {
            buffer.set(0, from, offset, length);
            return (int) writeMemory(buffer.address(), length);
        }
    }

    /** Writes everything; for blocking descriptors. */
    public void writeFully(byte[] from, int offset, int length) throws ErrnoException {
        int done = 0;
        while (done < length) {
            int n = write(from, offset + done, length - done);
            if (n == WOULD_BLOCK) {
                throw new ErrnoException("write", Errno.EAGAIN);
            }
            done += n;
        }
    }

    /** One write straight from memory; may be short; {@link #WOULD_BLOCK} when the other side is full. */
    public long writeMemory(long address, long length) throws ErrnoException {
        return ready("write", Syscall.uninterrupted(Sys.WRITE, number, address, length));
    }

    /** One read straight to memory; may be short, 0 at the end, {@link #WOULD_BLOCK} when nothing is there yet. */
    public long readMemory(long address, long length) throws ErrnoException {
        return ready("read", Syscall.uninterrupted(Sys.READ, number, address, length));
    }

    /** As {@link #writeMemory} for what cannot make anybody wait, such as a file: that it would block is a failure too. */
    public long writeFile(long address, long length) throws ErrnoException {
        return Syscall.check("write", Syscall.uninterrupted(Sys.WRITE, number, address, length));
    }

    private static long ready(String call, long result) throws ErrnoException {
        return result == -Errno.EAGAIN ? WOULD_BLOCK : Syscall.check(call, result);
    }

    /** One write of memory to the bytes of a file from {@code place} on, whose position stays; may be short. */
    public long writeMemoryAt(long place, long address, long length) throws ErrnoException {
        return Syscall.checked("pwrite", Sys.PWRITE64, number, address, length, place, 0, 0);
    }

    /** One read of a file's bytes from {@code place} on, whose position stays; may be short, 0 at the end. */
    public long readMemoryAt(long place, long address, long length) throws ErrnoException {
        return Syscall.checked("pread", Sys.PREAD64, number, address, length, place, 0, 0);
    }

    /** One read into {@code count} pieces of memory that struct iovecs at {@code vectors} list; may be short, 0 at the end. */
    public long readVectors(long vectors, int count) throws ErrnoException {
        return Syscall.checked("readv", Sys.READV, number, vectors, count);
    }

    /** One write of {@code count} pieces of memory that struct iovecs at {@code vectors} list; may be short. */
    public long writeVectors(long vectors, int count) throws ErrnoException {
        return Syscall.checked("writev", Sys.WRITEV, number, vectors, count);
    }

    /** As {@link #readVectors}, of a file's bytes from {@code place} on, whose position stays. */
    public long readVectorsAt(long place, long vectors, int count) throws ErrnoException {
        return Syscall.checked("preadv", Sys.PREADV, number, vectors, count, place, 0, 0);
    }

    /** As {@link #writeVectors}, to a file's bytes from {@code place} on, whose position stays. */
    public long writeVectorsAt(long place, long vectors, int count) throws ErrnoException {
        return Syscall.checked("pwritev", Sys.PWRITEV, number, vectors, count, place, 0, 0);
    }

    /** Has what was written to a file reach its storage (fdatasync). */
    public void flush() throws ErrnoException {
        Syscall.checked("fdatasync", Sys.FDATASYNC, number, 0, 0);
    }

    /** Bytes in a pipe that nobody has read yet, asked at either end. */
    public int unread() throws ErrnoException {
        try (NativeBuffer count = NativeBuffer.allocate(4)) {
            Syscall.checked("ioctl", Sys.IOCTL, number, Sys.FIONREAD, count.address());
            return count.getInt(0);
        }
    }

    /** Moves the file position; {@code whence} is {@code Sys.SEEK_*}. Returns the new one. */
    public long seek(long offset, int whence) throws ErrnoException {
        return Syscall.checked("lseek", Sys.LSEEK, number, offset, whence);
    }

    /**
     * The first place from {@code offset} on that is in no hole of the file; its end when there is none. Moves the file
     * position. A file system without holes has data everywhere.
     */
    public long dataFrom(long offset) throws ErrnoException {
        long at = Syscall.call(Sys.LSEEK, number, offset, Sys.SEEK_DATA);
        return at == -Errno.ENXIO ? size() : Syscall.check("lseek", at);
    }

    /** The first place from {@code offset} on that is in a hole of the file, or its end. Moves the file position. */
    public long holeFrom(long offset) throws ErrnoException {
        return seek(offset, Sys.SEEK_HOLE);
    }

    /** The file position. */
    public long position() throws ErrnoException {
        return seek(0, Sys.SEEK_CUR);
    }

    /** Sets the file's length. */
    public void truncate(long length) throws ErrnoException {
        Syscall.checked("ftruncate", Sys.FTRUNCATE, number, length, 0);
    }

    /** The file's length in bytes; 0 for what has none. */
    public long size() throws ErrnoException {
        return Files.status(this).size();
    }

    /** Locks the whole file against other open files of it (F_OFD_SETLK); false when another one has it. */
    public boolean lock() throws ErrnoException {
        try (NativeBuffer flock = NativeBuffer.allocate(Sys.FLOCK_SIZEOF)) {
            flock.putShort(Sys.FLOCK_TYPE, Sys.F_WRLCK);
            long result = Syscall.call(Sys.FCNTL, number, Sys.F_OFD_SETLK, flock.address());
            if (result == -Errno.EAGAIN || result == -Errno.EACCES) {
                return false;
            }
            Syscall.check("fcntl", result);
            return true;
        }
    }

    /** A second descriptor for the same file, close-on-exec. */
    public Fd dup() throws ErrnoException {
        return owned((int) Syscall.checked("fcntl", Sys.FCNTL, number, Sys.F_DUPFD_CLOEXEC, 0));
    }

    /** The same, with the lowest free number that is not below {@code least}. */
    public Fd dup(int least) throws ErrnoException {
        return owned((int) Syscall.checked("fcntl", Sys.FCNTL, number, Sys.F_DUPFD_CLOEXEC, least));
    }

    /** Makes descriptor {@code number} a copy of this one, closing what it was; it survives exec. */
    public void replace(int target) throws ErrnoException {
        Syscall.checked("dup3", Sys.DUP3, number, target, 0);
    }

    /** Status flags and access mode (F_GETFL). */
    public int statusFlags() throws ErrnoException {
        return (int) Syscall.checked("fcntl", Sys.FCNTL, number, Sys.F_GETFL, 0);
    }

    /** Sets or clears O_NONBLOCK, shared with everybody who has this open file; returns what it was. */
    public boolean nonBlocking(boolean on) throws ErrnoException {
        int flags = statusFlags();
        int wanted = on ? flags | Sys.O_NONBLOCK : flags & ~Sys.O_NONBLOCK;
        if (wanted != flags) {
            Syscall.checked("fcntl", Sys.FCNTL, number, Sys.F_SETFL, wanted);
        }
        return (flags & Sys.O_NONBLOCK) != 0;
    }

    /** Whether the descriptor is closed by exec. */
    public boolean closeOnExec() throws ErrnoException {
        return (Syscall.checked("fcntl", Sys.FCNTL, number, Sys.F_GETFD, 0) & Sys.FD_CLOEXEC) != 0;
    }

    /** Says whether exec closes the descriptor. */
    public void closeOnExec(boolean on) throws ErrnoException {
        Syscall.checked("fcntl", Sys.FCNTL, number, Sys.F_SETFD, on ? Sys.FD_CLOEXEC : 0);
    }

    @Override
    public void close() throws ErrnoException {
        int was = release();
        if (owned && was >= 0) {
            // Linux has let go of the number even when close reports EINTR: never call twice.
            long result = Syscall.call(Sys.CLOSE, was, 0, 0);
            if (result != -Errno.EINTR) {
                Syscall.check("close", result);
            }
        }
    }
}
