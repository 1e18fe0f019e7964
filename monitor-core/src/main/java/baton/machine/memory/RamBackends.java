package baton.machine.memory;

import baton.migration.spi.FdSource;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Memfd;
import baton.nat.libc.Mmap;
import baton.nat.libc.Signals;
import baton.nat.libc.Sys;
import java.io.IOException;

/** Makes guest RAM of each class of memory backend, with QEMU's checks and texts (cpr.md section 6.2). Any thread. */
public final class RamBackends {
    private static final int SEALS = Sys.F_SEAL_GROW | Sys.F_SEAL_SHRINK | Sys.F_SEAL_SEAL;
    private static final int HUGETLB_SHIFT = 26;
    private static final int OWNER_ONLY = 0600;
    private static final int PAGE = 4096;

    private RamBackends() {}

    /** Allocates and maps; the caller owns the result. */
    public static RamBackend create(MemoryBackendConfig config) throws MemoryException {
        return create(config, FdSource.NONE);
    }

    /** As {@link #create}, but with the content of the descriptor that {@code inherited} has for it, if it has one. */
    public static RamBackend create(MemoryBackendConfig config, FdSource inherited) throws MemoryException {
        boolean opened = config.kind() == MemoryBackendConfig.Kind.FILE && !config.fromFdSet();
        Fd fd = opened ? null : inherited.take(config.id());
        RamBackend made = fd != null ? inherited(config, fd) : made(config, inherited);
        made.advise();
        if (config.prealloc()) {
            made.preallocate();
        }
        return made;
    }

    private static RamBackend made(MemoryBackendConfig config, FdSource files) throws MemoryException {
        return switch (config.kind()) {
            case RAM -> anonymous(config);
            case FILE -> file(config, files);
            case MEMFD -> memfd(config);
            case SHM -> shm(config);
        };
    }

    private static RamBackend inherited(MemoryBackendConfig config, Fd fd) throws MemoryException {
        try {
            if (fd.size() < config.size()) {
                long has = fd.size();
                fd.close();
                throw tooSmall(config, has);
            }
            return mapped(config, fd, fd).inherit();
        } catch (ErrnoException e) {
            throw new MemoryException(
                    "cannot map the memory '" + config.id() + "' of the old process: " + e.getMessage(), e);
        }
    }

    private static RamBackend anonymous(MemoryBackendConfig config) throws MemoryException {
        if (config.share()) {
            return memfd(config);
        }
        try {
            return new RamBackend(config, Mmap.anonymous(config.size(), config.reserve()), null);
        } catch (ErrnoException e) {
            throw new MemoryException("cannot set up guest memory '" + config.id() + "': " + e.getMessage(), e);
        }
    }

    private static RamBackend memfd(MemoryBackendConfig config) throws MemoryException {
        boolean seal = config.seal() && config.kind() == MemoryBackendConfig.Kind.MEMFD;
        int flags = (seal ? Sys.MFD_ALLOW_SEALING : 0) | hugePages(config);
        try {
            String name = config.kind() == MemoryBackendConfig.Kind.MEMFD ? "memory-backend-memfd" : config.id();
            Fd fd = Memfd.create(name, flags);
            try {
                fd.truncate(config.size());
                if (seal) {
                    Memfd.seal(fd, SEALS);
                }
                return mapped(config, fd, fd);
            } catch (ErrnoException e) {
                fd.close();
                throw e;
            }
        } catch (ErrnoException e) {
            throw new MemoryException("failed to create memfd: " + e.getMessage(), e);
        }
    }

    private static int hugePages(MemoryBackendConfig config) {
        if (!config.hugetlb()) {
            return 0;
        }
        int log2 = config.hugetlbsize() == 0 ? 0 : Long.numberOfTrailingZeros(config.hugetlbsize());
        return Sys.MFD_HUGETLB | log2 << HUGETLB_SHIFT;
    }

    private static RamBackend shm(MemoryBackendConfig config) throws MemoryException {
        // glibc's shm_open is this path; the name lives only until the next line.
        String path = "/dev/shm/qemu-" + Signals.processId() + "-shm-" + config.id();
        try {
            Fd fd = Files.open(path, Sys.O_RDWR | Sys.O_CREAT | Sys.O_EXCL, OWNER_ONLY);
            try {
                Files.unlink(path);
                fd.truncate(config.size());
                return mapped(config, fd, fd);
            } catch (ErrnoException e) {
                fd.close();
                throw e;
            }
        } catch (ErrnoException e) {
            throw new MemoryException("failed to create POSIX shared memory: " + e.getMessage(), e);
        }
    }

    private static RamBackend file(MemoryBackendConfig config, FdSource files) throws MemoryException {
        if (config.discardData()) {
            throw new MemoryException(
                    config.id() + ": discard-data=on is not supported by Baton: remove the file afterwards");
        }
        if (config.offset() % PAGE != 0) {
            throw new MemoryException("offset 0x" + Long.toHexString(config.offset())
                    + " must be multiples of page size 0x" + Integer.toHexString(PAGE));
        }
        if (config.align() % PAGE != 0) {
            throw new MemoryException("alignment 0x" + Long.toHexString(config.align())
                    + " must be multiples of page size 0x" + Integer.toHexString(PAGE));
        }
        String path = config.memPath();
        try {
            Fd fd = openBacking(config, files);
            try {
                boolean directory = Files.status(fd).isDirectory();
                Fd backing = directory ? unnamed(fd, path) : fd;
                size(config, backing);
                // A directory gives a file nobody else can open: by QEMU's rules it is not a named one.
                return directory ? mapped(config, backing, null) : mapped(config, backing, backing);
            } catch (ErrnoException | MemoryException e) {
                fd.close();
                throw e;
            }
        } catch (IOException e) {
            throw new MemoryException("can't open backing store " + path + " for guest RAM: " + e.getMessage(), e);
        }
    }

    private static Fd openBacking(MemoryBackendConfig config, FdSource files) throws IOException {
        int access = config.readonly() ? Sys.O_RDONLY : Sys.O_RDWR;
        String path = config.memPath();
        try {
            return files.open(path, access, 0);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EISDIR) {
                return files.open(path, Sys.O_RDONLY, 0);
            }
            if (e.errno() != Errno.ENOENT || config.readonly() || files.inherits()) {
                throw e;
            }
            return files.open(path, Sys.O_RDWR | Sys.O_CREAT | Sys.O_EXCL, 0644);
        }
    }

    private static Fd unnamed(Fd directory, String path) throws ErrnoException {
        directory.close();
        return Files.open(path, Sys.O_RDWR | Sys.O_TMPFILE, OWNER_ONLY);
    }

    /** Gives a new file its size; a file with content keeps the one it has, and must be large enough. */
    private static void size(MemoryBackendConfig config, Fd fd) throws ErrnoException, MemoryException {
        long has = fd.size();
        long needs = config.offset() + config.size();
        if (Files.status(fd).isRegular() && has == 0 && !config.readonly()) {
            fd.truncate(needs);
        } else if (Files.status(fd).isRegular() && has < needs) {
            throw tooSmall(config, has);
        }
    }

    private static MemoryException tooSmall(MemoryBackendConfig config, long has) {
        return new MemoryException(config.id() + " backing store size 0x" + Long.toHexString(has)
                + " is too small for 'size' option 0x" + Long.toHexString(config.size())
                + " plus 'offset' option 0x" + Long.toHexString(config.offset()));
    }

    /** Maps {@code fd}: shared file RAM is MAP_SHARED and nothing else, so that what the guest wrote is in the file. */
    private static RamBackend mapped(MemoryBackendConfig config, Fd fd, Fd keep) throws ErrnoException {
        Mmap map = config.share()
                ? Mmap.shared(fd, config.offset(), config.size(), config.align())
                : Mmap.privateCopy(fd, config.offset(), config.size(), config.align());
        if (keep == null) {
            fd.close();
        }
        return new RamBackend(config, map, keep);
    }
}
