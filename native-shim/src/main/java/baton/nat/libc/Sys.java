package baton.nat.libc;

/**
 * Numbers and structure offsets of Linux on x86-64, each proved against the C headers by {@code LayoutTest}. Names are
 * the headers', or STRUCT_FIELD for an offset and STRUCT_SIZEOF for a size.
 */
public final class Sys {
    // System calls of x86-64.
    static final int READ = 0;
    static final int WRITE = 1;
    static final int OPEN = 2;
    static final int CLOSE = 3;
    static final int FSTAT = 5;
    static final int LSTAT = 6;
    static final int LSEEK = 8;
    static final int MMAP = 9;
    static final int MUNMAP = 11;
    static final int RT_SIGPROCMASK = 14;
    public static final int IOCTL = 16;
    static final int PREAD64 = 17;
    static final int PWRITE64 = 18;
    static final int ACCESS = 21;
    static final int MADVISE = 28;
    static final int GETPID = 39;
    static final int SOCKET = 41;
    static final int CONNECT = 42;
    static final int SENDMSG = 46;
    static final int RECVMSG = 47;
    static final int SHUTDOWN = 48;
    static final int BIND = 49;
    static final int LISTEN = 50;
    static final int GETSOCKNAME = 51;
    static final int GETPEERNAME = 52;
    static final int SOCKETPAIR = 53;
    static final int SETSOCKOPT = 54;
    static final int GETSOCKOPT = 55;
    static final int EXECVE = 59;
    static final int FCNTL = 72;
    static final int FTRUNCATE = 77;
    static final int RENAME = 82;
    static final int UNLINK = 87;
    static final int RT_SIGTIMEDWAIT = 128;
    static final int SETPRIORITY = 141;
    static final int FSTATFS = 138;
    static final int PRCTL = 157;
    static final int GETTID = 186;
    static final int CLOCK_GETTIME = 228;
    static final int EPOLL_WAIT = 232;
    static final int EPOLL_CTL = 233;
    static final int TGKILL = 234;
    static final int FALLOCATE = 285;
    static final int ACCEPT4 = 288;
    static final int EVENTFD2 = 290;
    static final int EPOLL_CREATE1 = 291;
    static final int DUP3 = 292;
    static final int PIPE2 = 293;
    static final int MEMFD_CREATE = 319;
    static final int CLOSE_RANGE = 436;
    static final int MLOCKALL = 151;

    // Memory.
    static final int PROT_READ = 1;
    static final int PROT_WRITE = 2;
    static final int MAP_SHARED = 1;
    static final int MAP_PRIVATE = 2;
    static final int MAP_FIXED = 16;
    static final int MAP_ANONYMOUS = 32;
    static final int MAP_NORESERVE = 16384;
    public static final int MADV_DONTNEED = 4;
    public static final int MADV_REMOVE = 9;
    public static final int MADV_MERGEABLE = 12;
    public static final int MADV_HUGEPAGE = 14;
    public static final int MADV_DONTDUMP = 16;
    public static final int MADV_POPULATE_WRITE = 23;
    static final int MFD_CLOEXEC = 1;
    public static final int MFD_ALLOW_SEALING = 2;
    public static final int MFD_HUGETLB = 4;
    public static final int F_SEAL_SEAL = 1;
    public static final int F_SEAL_SHRINK = 2;
    public static final int F_SEAL_GROW = 4;
    public static final int MCL_CURRENT = 1;
    public static final int MCL_FUTURE = 2;
    public static final int MCL_ONFAULT = 4;
    static final int PR_SET_PDEATHSIG = 1;

    // Files.
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_ACCMODE = 3;
    public static final int O_CREAT = 64;
    public static final int O_EXCL = 128;
    public static final int O_TRUNC = 512;
    public static final int O_APPEND = 1024;
    public static final int O_NONBLOCK = 2048;
    public static final int O_NOCTTY = 256;
    public static final int O_DIRECT = 16384;
    public static final int O_CLOEXEC = 524288;
    public static final int O_TMPFILE = 4259840;
    public static final int SEEK_SET = 0;
    public static final int SEEK_CUR = 1;
    public static final int SEEK_END = 2;
    static final int SEEK_DATA = 3;
    static final int SEEK_HOLE = 4;
    static final int F_OK = 0;
    static final int X_OK = 1;
    static final int F_GETFD = 1;
    static final int F_SETFD = 2;
    static final int F_GETFL = 3;
    static final int F_SETFL = 4;
    static final int F_DUPFD_CLOEXEC = 1030;
    static final int F_ADD_SEALS = 1033;
    static final int FD_CLOEXEC = 1;
    static final int S_IFMT = 61440;
    static final int S_IFDIR = 16384;
    static final int S_IFREG = 32768;
    static final int S_IFIFO = 4096;
    static final int S_IFSOCK = 49152;
    static final int STAT_SIZEOF = 144;
    static final int STATFS_SIZEOF = 120;
    static final int STATFS_TYPE = 0;
    static final int STAT_DEV = 0;
    static final int STAT_INO = 8;
    static final int STAT_MODE = 24;
    static final int STAT_SIZE = 48;
    static final int STAT_BLKSIZE = 56;

    // Waiting.
    static final int EFD_CLOEXEC = 524288;
    static final int EFD_NONBLOCK = 2048;
    static final int EPOLL_CLOEXEC = 524288;
    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLL_CTL_DEL = 2;
    static final int EPOLL_CTL_MOD = 3;
    static final int EPOLL_EVENT_SIZEOF = 12;
    static final int EPOLL_EVENT_EVENTS = 0;
    static final int EPOLL_EVENT_DATA = 4;

    // Sockets.
    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int AF_VSOCK = 40;
    static final int SOCK_STREAM = 1;
    static final int SOCK_CLOEXEC = 524288;
    static final int SOCK_NONBLOCK = 2048;
    static final int SOL_SOCKET = 1;
    static final int SO_ERROR = 4;
    static final int SO_REUSEADDR = 2;
    static final int SO_ACCEPTCONN = 30;
    static final int SO_DOMAIN = 39;
    static final int SO_PEERCRED = 17;
    static final int UCRED_SIZEOF = 12;
    static final int UCRED_PID = 0;
    static final int IPPROTO_TCP = 6;
    static final int TCP_NODELAY = 1;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;
    static final int SCM_RIGHTS = 1;
    static final int MSG_NOSIGNAL = 16384;
    static final int MSG_CMSG_CLOEXEC = 1073741824;
    static final int MSG_CTRUNC = 8;
    static final int MSG_DONTWAIT = 64;
    public static final int SHUT_RD = 0;
    public static final int SHUT_WR = 1;
    public static final int SHUT_RDWR = 2;
    static final int MSGHDR_SIZEOF = 56;
    static final int MSGHDR_NAME = 0;
    static final int MSGHDR_NAMELEN = 8;
    static final int MSGHDR_IOV = 16;
    static final int MSGHDR_IOVLEN = 24;
    static final int MSGHDR_CONTROL = 32;
    static final int MSGHDR_CONTROLLEN = 40;
    static final int MSGHDR_FLAGS = 48;
    static final int IOVEC_SIZEOF = 16;
    static final int IOVEC_BASE = 0;
    static final int IOVEC_LEN = 8;
    static final int CMSGHDR_SIZEOF = 16;
    static final int CMSGHDR_LEN = 0;
    static final int CMSGHDR_LEVEL = 8;
    static final int CMSGHDR_TYPE = 12;
    static final int SOCKADDR_UN_SIZEOF = 110;
    static final int SOCKADDR_UN_PATH = 2;
    static final int SOCKADDR_IN_SIZEOF = 16;
    static final int SOCKADDR_IN_PORT = 2;
    static final int SOCKADDR_IN_ADDR = 4;
    static final int SOCKADDR_IN6_SIZEOF = 28;
    static final int SOCKADDR_IN6_PORT = 2;
    static final int SOCKADDR_IN6_ADDR = 8;
    static final int SOCKADDR_VM_SIZEOF = 16;
    static final int SOCKADDR_VM_PORT = 4;
    static final int SOCKADDR_VM_CID = 8;

    // Signals, processes.
    static final int SIG_BLOCK = 0;
    static final int PRIO_PROCESS = 0;
    static final int SIG_SETMASK = 2;
    static final int CLOSE_RANGE_CLOEXEC = 4;

    // Terminals.
    static final int TCGETS = 21505;
    static final int TCSETS = 21506;
    static final int FIONREAD = 21531;
    static final int TIOCGWINSZ = 21523;
    static final int TIOCGPTN = 0x80045430;
    static final int TIOCSPTLCK = 1074025521;
    static final int TERMIOS_SIZEOF = 36;
    static final int TERMIOS_IFLAG = 0;
    static final int TERMIOS_LFLAG = 12;
    static final int TERMIOS_CC = 17;
    static final int VMIN = 6;
    static final int VTIME = 5;
    static final int IGNBRK = 1;
    static final int BRKINT = 2;
    static final int PARMRK = 8;
    static final int ISTRIP = 32;
    static final int INLCR = 64;
    static final int IGNCR = 128;
    static final int ICRNL = 256;
    static final int IXON = 1024;
    static final int ECHO = 8;
    static final int ECHONL = 64;
    static final int ICANON = 2;
    static final int IEXTEN = 32768;
    static final int ISIG = 1;

    private Sys() {}
}
