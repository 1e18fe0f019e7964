package baton.nat.libc;

import baton.base.Closer;

/** One memory mapping and its owner. Bytes are reached by address through {@link Memory}; closing unmaps. */
public final class Mmap implements Closer.Resource {
    private static final long LARGE_PAGE = 2L << 20;
    private static final long PAGE = 4096;

    private final long size;
    private long address;

    private Mmap(long address, long size) {
        this.address = address;
        this.size = size;
    }

    /** Maps {@code size} private zero bytes; {@code reserve} counts them against the host's swap at once. */
    public static Mmap anonymous(long size, boolean reserve) throws ErrnoException {
        int flags = Sys.MAP_PRIVATE | Sys.MAP_ANONYMOUS | (reserve ? 0 : Sys.MAP_NORESERVE);
        return map(size, flags, -1, 0, 0);
    }

    /** Maps a file's bytes for everybody: writes reach the file. The descriptor may be closed afterwards. */
    public static Mmap shared(Fd fd, long offset, long size) throws ErrnoException {
        return map(size, Sys.MAP_SHARED, fd.number(), offset, 0);
    }

    /** As {@link #shared(Fd, long, long)}, at an address that is a multiple of {@code align} (0: large pages fit). */
    public static Mmap shared(Fd fd, long offset, long size, long align) throws ErrnoException {
        return map(size, Sys.MAP_SHARED, fd.number(), offset, align);
    }

    /** Maps a file's bytes copy-on-write: writes stay in this process. */
    public static Mmap privateCopy(Fd fd, long offset, long size, long align) throws ErrnoException {
        return map(size, Sys.MAP_PRIVATE, fd.number(), offset, align);
    }

    private static Mmap map(long size, int flags, int fd, long offset, long align) throws ErrnoException {
        int protection = Sys.PROT_READ | Sys.PROT_WRITE;
        long alignment = align != 0 ? align : size >= LARGE_PAGE ? LARGE_PAGE : 0;
        if (alignment == 0) {
            return new Mmap(Syscall.checked("mmap", Sys.MMAP, 0, size, protection, flags, fd, offset), size);
        }
        // Take more address space than needed, map at the aligned place in it, and give the rest back.
        long rounded = size + PAGE - 1 & -PAGE;
        int nothing = Sys.MAP_PRIVATE | Sys.MAP_ANONYMOUS | Sys.MAP_NORESERVE;
        long space = Syscall.checked("mmap", Sys.MMAP, 0, rounded + alignment, 0, nothing, -1, 0);
        long at = space + alignment - 1 & -alignment;
        long result = Syscall.call(Sys.MMAP, at, size, protection, flags | Sys.MAP_FIXED, fd, offset);
        if (result < 0 && result > -PAGE) {
            Syscall.checked("munmap", Sys.MUNMAP, space, rounded + alignment, 0);
            throw new ErrnoException("mmap", (int) -result);
        }
        unmap(space, at);
        unmap(at + rounded, space + rounded + alignment);
        return new Mmap(at, size);
    }

    private static void unmap(long from, long to) throws ErrnoException {
        if (to > from) {
            Syscall.checked("munmap", Sys.MUNMAP, from, to - from, 0);
        }
    }

    /** As {@link #advise}, for hints that a kernel may not know. */
    public void hint(int advice) {
        Syscall.call(Sys.MADVISE, address, size, advice);
    }

    /**
     * Gives back this process's page tables for part of a mapping that is <em>shared</em>: its bytes stay where they are,
     * and who touches them has a page fault again. Of a private mapping this destroys the bytes.
     */
    public static void forgetPages(long address, long length) throws ErrnoException {
        Syscall.checked("madvise", Sys.MADVISE, address, length, Sys.MADV_DONTNEED);
    }

    /**
     * Makes anonymous or memfd memory zero again and gives it back to the host, for everybody who maps it if it is shared.
     * False when the kernel will not, as with hugetlbfs, and nothing is changed.
     */
    public boolean discard(boolean shared) {
        return Syscall.call(Sys.MADVISE, address, size, shared ? Sys.MADV_REMOVE : Sys.MADV_DONTNEED) == 0;
    }

    /**
     * Gives part of a mapping back to the host: for everybody if it is shared, where the file can have holes. What it holds
     * afterwards is nothing to rely on.
     */
    public static void giveBack(long address, long length) {
        if (Syscall.call(Sys.MADVISE, address, length, Sys.MADV_REMOVE) != 0) {
            Syscall.call(Sys.MADVISE, address, length, Sys.MADV_DONTNEED);
        }
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
