package baton.nat.libc;

/** Opening, naming and removing files. Any thread. */
public final class Files {
    /** Type and size of an open file (fstat). */
    public static final class Status {
        private final int mode;
        private final long size;
        private final long blockSize;
        private final long allocated;

        private Status(int mode, long size, long blockSize, long allocated) {
            this.mode = mode;
            this.size = size;
            this.blockSize = blockSize;
            this.allocated = allocated;
        }

        /** Bytes that take up storage: holes do not. */
        public long allocated() {
            return allocated;
        }

        /** Whether this is a block device. */
        public boolean isBlockDevice() {
            return (mode & Sys.S_IFMT) == Sys.S_IFBLK;
        }

        /** Whether this is a character device. */
        public boolean isCharacterDevice() {
            return (mode & Sys.S_IFMT) == Sys.S_IFCHR;
        }

        /** st_mode: type and permissions. */
        public int mode() {
            return mode;
        }

        /** st_size in bytes. */
        public long size() {
            return size;
        }

        /** st_blksize: the page size of hugetlbfs files. */
        public long blockSize() {
            return blockSize;
        }

        /** Whether this is a directory. */
        public boolean isDirectory() {
            return (mode & Sys.S_IFMT) == Sys.S_IFDIR;
        }

        /** Whether this is a regular file. */
        public boolean isRegular() {
            return (mode & Sys.S_IFMT) == Sys.S_IFREG;
        }

        /** Whether this is a pipe or FIFO. */
        public boolean isPipe() {
            return (mode & Sys.S_IFMT) == Sys.S_IFIFO;
        }

        /** Whether this is a socket. */
        public boolean isSocket() {
            return (mode & Sys.S_IFMT) == Sys.S_IFSOCK;
        }
    }

    /** Which file a name stands for: another file of the same name is another one, a second name of it the same. */
    public static final class Identity {
        private final long device;
        private final long inode;

        private Identity(long device, long inode) {
            this.device = device;
            this.inode = inode;
        }

        /** Whether {@code other}, which may be null, is the same file. */
        public boolean same(Identity other) {
            return other != null && other.device == device && other.inode == inode;
        }
    }

    private static final long TMPFS_MAGIC = 0x01021994;

    private Files() {}

    /** Opens {@code path} close-on-exec; {@code flags} are {@code Sys.O_*}, {@code mode} the permissions of a new file. */
    public static Fd open(String path, int flags, int mode) throws ErrnoException {
        try (NativeBuffer name = NativeBuffer.string(path)) {
            return Fd.owned((int) Syscall.checked("open", Sys.OPEN, name.address(), flags | Sys.O_CLOEXEC, mode));
        }
    }

    /** What kind of file a descriptor is. */
    public static Status status(Fd fd) throws ErrnoException {
        try (NativeBuffer stat = NativeBuffer.allocate(Sys.STAT_SIZEOF)) {
            Syscall.checked("fstat", Sys.FSTAT, fd.number(), stat.address(), 0);
            return new Status(
                    stat.getInt(Sys.STAT_MODE),
                    stat.getLong(Sys.STAT_SIZE),
                    stat.getLong(Sys.STAT_BLKSIZE),
                    512 * stat.getLong(Sys.STAT_BLOCKS));
        }
    }

    /** Whether a file is in tmpfs, as memfds and shared memory are: its bytes are nowhere but in memory. */
    public static boolean inTmpfs(Fd fd) throws ErrnoException {
        try (NativeBuffer status = NativeBuffer.allocate(Sys.STATFS_SIZEOF)) {
            Syscall.checked("fstatfs", Sys.FSTATFS, fd.number(), status.address(), 0);
            return status.getLong(Sys.STATFS_TYPE) == TMPFS_MAGIC;
        }
    }

    /** Which file has this name now, symbolic links not followed; null when there is none, or it cannot be seen. */
    public static Identity identity(String path) {
        try (NativeBuffer name = NativeBuffer.string(path);
                NativeBuffer stat = NativeBuffer.allocate(Sys.STAT_SIZEOF)) {
            return Syscall.call(Sys.LSTAT, name.address(), stat.address(), 0) == 0
                    ? new Identity(stat.getLong(Sys.STAT_DEV), stat.getLong(Sys.STAT_INO))
                    : null;
        }
    }

    /** Which file a descriptor is open on; null when that cannot be seen. */
    public static Identity identity(Fd fd) {
        try (NativeBuffer stat = NativeBuffer.allocate(Sys.STAT_SIZEOF)) {
            return Syscall.call(Sys.FSTAT, fd.number(), stat.address(), 0) == 0
                    ? new Identity(stat.getLong(Sys.STAT_DEV), stat.getLong(Sys.STAT_INO))
                    : null;
        }
    }

    /** Removes a name, unless it stands for another file than {@code own} by now. */
    public static void unlinkOwn(String path, Identity own) throws ErrnoException {
        if (own != null && own.same(identity(path))) {
            unlink(path);
        }
    }

    /** Removes a name. */
    public static void unlink(String path) throws ErrnoException {
        try (NativeBuffer name = NativeBuffer.string(path)) {
            Syscall.checked("unlink", Sys.UNLINK, name.address(), 0, 0);
        }
    }

    /** Whether something has this name, and can be seen. */
    public static boolean exists(String path) {
        try (NativeBuffer name = NativeBuffer.string(path)) {
            return Syscall.call(Sys.ACCESS, name.address(), Sys.F_OK, 0) == 0;
        }
    }

    /** Whether this process may execute {@code path}. */
    public static boolean executable(String path) {
        try (NativeBuffer name = NativeBuffer.string(path)) {
            return Syscall.call(Sys.ACCESS, name.address(), Sys.X_OK, 0) == 0;
        }
    }

    /** Renames, replacing what is there. */
    public static void rename(String from, String to) throws ErrnoException {
        try (NativeBuffer old = NativeBuffer.string(from);
                NativeBuffer name = NativeBuffer.string(to)) {
            Syscall.checked("rename", Sys.RENAME, old.address(), name.address(), 0);
        }
    }

    /** Bytes of a block device. */
    public static long blockDeviceSize(Fd fd) throws ErrnoException {
        try (NativeBuffer size = NativeBuffer.allocate(8)) {
            Syscall.checked("ioctl", Sys.IOCTL, fd.number(), Sys.BLKGETSIZE64 & 0xffffffffL, size.address());
            return size.getLong(0);
        }
    }

    /** Makes a range of a file or block device a hole, which reads as zeroes; its length stays. */
    public static void punchHole(Fd fd, long offset, long length) throws ErrnoException {
        int mode = Sys.FALLOC_FL_KEEP_SIZE | Sys.FALLOC_FL_PUNCH_HOLE;
        Syscall.checked("fallocate", Sys.FALLOCATE, fd.number(), mode, offset, length, 0, 0);
    }

    /** Makes a range of a file or block device zero and keeps its storage; its length stays. */
    public static void zeroRange(Fd fd, long offset, long length) throws ErrnoException {
        int mode = Sys.FALLOC_FL_KEEP_SIZE | Sys.FALLOC_FL_ZERO_RANGE;
        Syscall.checked("fallocate", Sys.FALLOCATE, fd.number(), mode, offset, length, 0, 0);
    }

    /**
     * Puts a lock of this open file on some bytes, shared with other readers (F_OFD_SETLK), or takes it away.
     *
     * @throws ErrnoException EAGAIN when another open file has it for itself
     */
    public static void lockShared(Fd fd, long offset, long length, boolean on) throws ErrnoException {
        try (NativeBuffer lock = lock(on ? Sys.F_RDLCK : Sys.F_UNLCK, offset, length)) {
            Syscall.checked("fcntl", Sys.FCNTL, fd.number(), Sys.F_OFD_SETLK, lock.address());
        }
    }

    /** Whether another open file has a lock on any of these bytes (F_OFD_GETLK). */
    public static boolean lockedByOthers(Fd fd, long offset, long length) throws ErrnoException {
        try (NativeBuffer lock = lock(Sys.F_WRLCK, offset, length)) {
            Syscall.checked("fcntl", Sys.FCNTL, fd.number(), Sys.F_OFD_GETLK, lock.address());
            return lock.getShort(Sys.FLOCK_TYPE) != Sys.F_UNLCK;
        }
    }

    private static NativeBuffer lock(int type, long offset, long length) {
        NativeBuffer lock = NativeBuffer.allocate(Sys.FLOCK_SIZEOF);
        lock.putShort(Sys.FLOCK_TYPE, type);
        lock.putShort(Sys.FLOCK_WHENCE, Sys.SEEK_SET);
        lock.putLong(Sys.FLOCK_START, offset);
        lock.putLong(Sys.FLOCK_LEN, length);
        return lock;
    }

    /** Makes sure blocks {@code 0..length} of a file exist (prealloc). */
    public static void allocate(Fd fd, long offset, long length) throws ErrnoException {
        Syscall.checked("fallocate", Sys.FALLOCATE, fd.number(), 0, offset, length, 0, 0);
    }
}
