package baton.nat.libc;

import baton.base.Closer;

/** One memory mapping and its owner. Bytes are reached by address through {@link Memory}; closing unmaps. */
public final class Mmap implements Closer.Resource {
    private final long size;
    private long address;

    private Mmap(long address, long size) {
        this.address = address;
        this.size = size;
    }

    /** Maps {@code size} private zero bytes, not reserved in swap. */
    public static Mmap anonymous(long size) throws ErrnoException {
        return map(size, Sys.PROT_READ | Sys.PROT_WRITE, Sys.MAP_PRIVATE | Sys.MAP_ANONYMOUS | Sys.MAP_NORESERVE, -1, 0);
    }

    /** Maps {@code size} zero bytes that a child or a descriptor table copy would share. */
    public static Mmap anonymousShared(long size) throws ErrnoException {
        return map(size, Sys.PROT_READ | Sys.PROT_WRITE, Sys.MAP_SHARED | Sys.MAP_ANONYMOUS | Sys.MAP_NORESERVE, -1, 0);
    }

    /** Maps a file's bytes for everybody: writes reach the file. The descriptor may be closed afterwards. */
    public static Mmap shared(Fd fd, long offset, long size) throws ErrnoException {
        return map(size, Sys.PROT_READ | Sys.PROT_WRITE, Sys.MAP_SHARED, fd.number(), offset);
    }

    /** Maps a file's bytes copy-on-write: writes stay in this process. */
    public static Mmap privateCopy(Fd fd, long offset, long size) throws ErrnoException {
        return map(size, Sys.PROT_READ | Sys.PROT_WRITE, Sys.MAP_PRIVATE | Sys.MAP_NORESERVE, fd.number(), offset);
    }

    private static Mmap map(long size, int protection, int flags, int fd, long offset) throws ErrnoException {
        return new Mmap(Syscall.checked("mmap", Sys.MMAP, 0, size, protection, flags, fd, offset), size);
    }

    /** Address of the first byte; 0 after close. */
    public long address() {
        return address;
    }

    /** Length in bytes. */
    public long size() {
        return size;
    }

    /** Gives the kernel a hint, one of {@code Sys.MADV_*}, for the whole mapping. */
    public void advise(int advice) throws ErrnoException {
        Syscall.checked("madvise", Sys.MADVISE, address, size, advice);
    }

    @Override
    public void close() throws ErrnoException {
        if (address != 0) {
            long mapped = address;
            address = 0;
            Syscall.checked("munmap", Sys.MUNMAP, mapped, size, 0);
        }
    }
}
