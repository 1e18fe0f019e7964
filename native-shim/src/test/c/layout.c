/*
 * Layout probe: prints what the C headers of this host say about every number Baton's native layer relies on, one
 * `Class.FIELD value` a line. Class and FIELD are the Java constant's; LayoutTest compiles this file and compares.
 * A constant added in Java needs a line here: the test fails until it has one. Lines without a Java constant do no harm.
 */
#define _GNU_SOURCE
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/filter.h>
#include <linux/if_tun.h>
#include <linux/fs.h>
#include <linux/kvm.h>
#include <linux/seccomp.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/resource.h>
#include <stddef.h>
#include <stdio.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#define LINE(name, value) printf("%s %lld\n", name, (long long)(value))
#define SYS(number) LINE("Sys." #number, number)
#define CALL(NAME, name) LINE("Sys." #NAME, __NR_##name)
#define REFUSED(NAME, name) LINE("SeccompCalls." #NAME, __NR_##name)
#define AT(field, type, member) LINE(field, offsetof(type, member))
#define SIZE(field, type) LINE(field, sizeof(type))
#define ERRNO(number) LINE("Errno." #number, number)
#define IOCTL(name) LINE("KvmIoctl." #name, KVM_##name)
#define CAP(name) LINE("KvmCap." #name, KVM_CAP_##name)
#define EXIT(name) LINE("KvmRun.EXIT_" #name, KVM_EXIT_##name)

static void system_calls(void)
{
    CALL(READ, read); CALL(WRITE, write); CALL(OPEN, open); CALL(CLOSE, close); CALL(FSTAT, fstat); CALL(LSTAT, lstat);
    CALL(LSEEK, lseek); CALL(MMAP, mmap); CALL(MPROTECT, mprotect); CALL(MUNMAP, munmap);
    CALL(RT_SIGACTION, rt_sigaction); CALL(RT_SIGPROCMASK, rt_sigprocmask); CALL(IOCTL, ioctl);
    CALL(SETPRIORITY, setpriority); SYS(PRIO_PROCESS);
    CALL(PREAD64, pread64); CALL(PWRITE64, pwrite64); CALL(READV, readv); CALL(WRITEV, writev);
    CALL(PREADV, preadv); CALL(PWRITEV, pwritev);
    CALL(ACCESS, access); CALL(SCHED_YIELD, sched_yield); CALL(MADVISE, madvise); CALL(DUP, dup); CALL(DUP2, dup2);
    CALL(DUP3, dup3); CALL(GETPID, getpid); CALL(SOCKET, socket); CALL(CONNECT, connect); CALL(ACCEPT4, accept4);
    CALL(SENDMSG, sendmsg); CALL(RECVMSG, recvmsg); CALL(SENDTO, sendto); CALL(RECVFROM, recvfrom);
    CALL(SHUTDOWN, shutdown); CALL(BIND, bind); CALL(LISTEN, listen); CALL(GETSOCKNAME, getsockname);
    CALL(GETPEERNAME, getpeername); CALL(SOCKETPAIR, socketpair); CALL(SETSOCKOPT, setsockopt);
    CALL(GETSOCKOPT, getsockopt); CALL(EXECVE, execve); CALL(KILL, kill); CALL(WAIT4, wait4); CALL(FCNTL, fcntl);
    CALL(FLOCK, flock); CALL(FSYNC, fsync); CALL(FDATASYNC, fdatasync); CALL(FTRUNCATE, ftruncate);
    CALL(GETCWD, getcwd); CALL(CHDIR, chdir); CALL(RENAME, rename); CALL(UNLINK, unlink); CALL(UNLINKAT, unlinkat);
    CALL(CHMOD, chmod); CALL(FCHMOD, fchmod); CALL(UMASK, umask); CALL(SETSID, setsid); CALL(STATFS, statfs);
    CALL(FSTATFS, fstatfs); CALL(PRCTL, prctl); CALL(GETTID, gettid); CALL(SETPRIORITY, setpriority); CALL(FUTEX, futex);
    CALL(CLOCK_GETTIME, clock_gettime); CALL(EPOLL_WAIT, epoll_wait); CALL(EPOLL_CTL, epoll_ctl);
    CALL(EPOLL_PWAIT, epoll_pwait); CALL(EPOLL_PWAIT2, epoll_pwait2); CALL(TGKILL, tgkill); CALL(OPENAT, openat);
    CALL(SPLICE, splice); CALL(TIMERFD_CREATE, timerfd_create); CALL(TIMERFD_SETTIME, timerfd_settime);
    CALL(FALLOCATE, fallocate); CALL(EVENTFD2, eventfd2); CALL(EPOLL_CREATE1, epoll_create1); CALL(PIPE2, pipe2);
    CALL(MEMFD_CREATE, memfd_create); CALL(COPY_FILE_RANGE, copy_file_range); CALL(CLOSE_RANGE, close_range);
    CALL(RT_SIGTIMEDWAIT, rt_sigtimedwait); CALL(MLOCKALL, mlockall); CALL(POLL, poll); CALL(SENDFILE, sendfile);
    CALL(FORK, fork); CALL(VFORK, vfork); CALL(EXIT, exit); CALL(EXIT_GROUP, exit_group); CALL(MBIND, mbind);
    CALL(SET_MEMPOLICY, set_mempolicy); CALL(SIGNALFD4, signalfd4); CALL(PIDFD_OPEN, pidfd_open);
}

static void memory_and_files(void)
{
    SYS(PROT_NONE); SYS(PROT_READ); SYS(PROT_WRITE); SYS(PROT_EXEC);
    SYS(MAP_SHARED); SYS(MAP_PRIVATE); SYS(MAP_FIXED); SYS(MAP_ANONYMOUS); SYS(MAP_NORESERVE); SYS(MAP_POPULATE);
    SYS(MAP_HUGETLB); SYS(MAP_SYNC); SYS(MAP_SHARED_VALIDATE);
    SYS(MADV_DONTNEED); SYS(MADV_REMOVE); SYS(MADV_MERGEABLE); SYS(MADV_UNMERGEABLE); SYS(MADV_HUGEPAGE); SYS(MADV_NOHUGEPAGE);
    SYS(MADV_DONTDUMP); SYS(MADV_DODUMP); SYS(MADV_DONTFORK); SYS(MADV_POPULATE_READ); SYS(MADV_POPULATE_WRITE);
    SYS(MFD_CLOEXEC); SYS(MFD_ALLOW_SEALING); SYS(MFD_HUGETLB);
    SYS(F_SEAL_SEAL); SYS(F_SEAL_SHRINK); SYS(F_SEAL_GROW); SYS(F_SEAL_WRITE);
    SYS(MCL_CURRENT); SYS(MCL_FUTURE); SYS(MCL_ONFAULT);
    SYS(O_RDONLY); SYS(O_WRONLY); SYS(O_RDWR); SYS(O_ACCMODE); SYS(O_CREAT); SYS(O_EXCL); SYS(O_TRUNC); SYS(O_APPEND);
    SYS(O_NONBLOCK); SYS(O_NOCTTY); SYS(O_DIRECT); SYS(O_DSYNC); SYS(O_SYNC); SYS(O_CLOEXEC); SYS(O_TMPFILE);
    SYS(O_DIRECTORY); SYS(O_NOFOLLOW); SYS(O_PATH);
    SYS(SEEK_SET); SYS(SEEK_CUR); SYS(SEEK_END); SYS(SEEK_DATA); SYS(SEEK_HOLE);
    SYS(F_OK); SYS(R_OK); SYS(W_OK); SYS(X_OK);
    SYS(F_DUPFD); SYS(F_GETFD); SYS(F_SETFD); SYS(F_GETFL); SYS(F_SETFL); SYS(F_DUPFD_CLOEXEC); SYS(FD_CLOEXEC);
    SYS(F_ADD_SEALS); SYS(F_GET_SEALS); SYS(F_SETLK); SYS(F_OFD_SETLK); SYS(F_WRLCK); SYS(F_RDLCK); SYS(F_UNLCK);
    SYS(F_SETPIPE_SZ); SYS(F_GETPIPE_SZ); SYS(F_OFD_GETLK); SYS(FALLOC_FL_ZERO_RANGE); SYS(BLKGETSIZE64);
    AT("Sys.FLOCK_WHENCE", struct flock, l_whence);
    AT("Sys.FLOCK_START", struct flock, l_start);
    AT("Sys.FLOCK_LEN", struct flock, l_len);
    SYS(FALLOC_FL_KEEP_SIZE); SYS(FALLOC_FL_PUNCH_HOLE); SYS(LOCK_EX); SYS(LOCK_SH); SYS(LOCK_NB); SYS(LOCK_UN);
    SYS(S_IFMT); SYS(S_IFDIR); SYS(S_IFREG); SYS(S_IFIFO); SYS(S_IFSOCK); SYS(S_IFCHR); SYS(S_IFBLK); SYS(S_IFLNK);
    SYS(AT_FDCWD); SYS(AT_REMOVEDIR);
    SIZE("Sys.UCRED_SIZEOF", struct ucred);
    AT("Sys.UCRED_PID", struct ucred, pid);
    SIZE("Sys.STAT_SIZEOF", struct stat);
    AT("Sys.STAT_DEV", struct stat, st_dev);
    AT("Sys.STAT_INO", struct stat, st_ino);
    AT("Sys.STAT_MODE", struct stat, st_mode);
    AT("Sys.STAT_SIZE", struct stat, st_size);
    AT("Sys.STAT_BLKSIZE", struct stat, st_blksize);
    AT("Sys.STAT_BLOCKS", struct stat, st_blocks);
    SIZE("Sys.STATFS_SIZEOF", struct statfs);
    AT("Sys.STATFS_TYPE", struct statfs, f_type);
    AT("Sys.STATFS_BSIZE", struct statfs, f_bsize);
    AT("Sys.STATFS_BAVAIL", struct statfs, f_bavail);
}

static void waiting_and_sockets(void)
{
    SYS(EFD_CLOEXEC); SYS(EFD_NONBLOCK); SYS(EPOLL_CLOEXEC); SYS(EPOLL_CTL_ADD); SYS(EPOLL_CTL_DEL); SYS(EPOLL_CTL_MOD);
    SIZE("Sys.EPOLL_EVENT_SIZEOF", struct epoll_event);
    AT("Sys.EPOLL_EVENT_EVENTS", struct epoll_event, events);
    AT("Sys.EPOLL_EVENT_DATA", struct epoll_event, data);
    SIZE("Sys.POLLFD_SIZEOF", struct pollfd);
    AT("Sys.POLLFD_FD", struct pollfd, fd);
    AT("Sys.POLLFD_EVENTS", struct pollfd, events);
    LINE("Epoll.IN", EPOLLIN); LINE("Epoll.OUT", EPOLLOUT); LINE("Epoll.ERR", EPOLLERR); LINE("Epoll.HUP", EPOLLHUP);
    LINE("Epoll.RDHUP", EPOLLRDHUP); LINE("Epoll.PRI", EPOLLPRI); LINE("Epoll.ET", EPOLLET);
    LINE("Epoll.ONESHOT", EPOLLONESHOT); LINE("Epoll.EXCLUSIVE", EPOLLEXCLUSIVE);
    SYS(CLOCK_REALTIME); SYS(CLOCK_MONOTONIC); SYS(CLOCK_BOOTTIME);
    SIZE("Sys.TIMESPEC_SIZEOF", struct timespec);
    AT("Sys.TIMESPEC_NSEC", struct timespec, tv_nsec);
    SYS(AF_UNSPEC); SYS(AF_UNIX); SYS(AF_INET); SYS(AF_INET6); SYS(AF_VSOCK); SYS(SOCK_STREAM); SYS(SOCK_DGRAM); SYS(SOCK_CLOEXEC);
    SYS(SOCK_NONBLOCK); SYS(SOL_SOCKET); SYS(SO_ERROR); SYS(SO_REUSEADDR); SYS(SO_KEEPALIVE); SYS(SO_ACCEPTCONN);
    SYS(SO_DOMAIN); SYS(SO_TYPE); SYS(SO_SNDBUF); SYS(SO_RCVBUF); SYS(SO_PEERCRED); SYS(SO_LINGER); SYS(IPPROTO_TCP); SYS(TCP_NODELAY);
    SYS(TCP_KEEPIDLE); SYS(TCP_KEEPINTVL); SYS(TCP_KEEPCNT); SYS(IPPROTO_IPV6); SYS(IPV6_V6ONLY);
    SYS(SCM_RIGHTS); SYS(MSG_NOSIGNAL); SYS(MSG_CMSG_CLOEXEC); SYS(MSG_CTRUNC); SYS(MSG_TRUNC); SYS(MSG_DONTWAIT);
    SYS(MSG_PEEK); SYS(MSG_WAITALL); SYS(MSG_ZEROCOPY); SYS(SHUT_RD); SYS(SHUT_WR); SYS(SHUT_RDWR); SYS(SOMAXCONN);
    SIZE("Sys.MSGHDR_SIZEOF", struct msghdr);
    AT("Sys.MSGHDR_NAME", struct msghdr, msg_name);
    AT("Sys.MSGHDR_NAMELEN", struct msghdr, msg_namelen);
    AT("Sys.MSGHDR_IOV", struct msghdr, msg_iov);
    AT("Sys.MSGHDR_IOVLEN", struct msghdr, msg_iovlen);
    AT("Sys.MSGHDR_CONTROL", struct msghdr, msg_control);
    AT("Sys.MSGHDR_CONTROLLEN", struct msghdr, msg_controllen);
    AT("Sys.MSGHDR_FLAGS", struct msghdr, msg_flags);
    SIZE("Sys.IOVEC_SIZEOF", struct iovec);
    AT("Sys.IOVEC_BASE", struct iovec, iov_base);
    AT("Sys.IOVEC_LEN", struct iovec, iov_len);
    SIZE("Sys.CMSGHDR_SIZEOF", struct cmsghdr);
    AT("Sys.CMSGHDR_LEN", struct cmsghdr, cmsg_len);
    AT("Sys.CMSGHDR_LEVEL", struct cmsghdr, cmsg_level);
    AT("Sys.CMSGHDR_TYPE", struct cmsghdr, cmsg_type);
    SIZE("Sys.SOCKADDR_UN_SIZEOF", struct sockaddr_un);
    AT("Sys.SOCKADDR_UN_PATH", struct sockaddr_un, sun_path);
    SIZE("Sys.SOCKADDR_IN_SIZEOF", struct sockaddr_in);
    AT("Sys.SOCKADDR_IN_PORT", struct sockaddr_in, sin_port);
    AT("Sys.SOCKADDR_IN_ADDR", struct sockaddr_in, sin_addr);
    SIZE("Sys.SOCKADDR_IN6_SIZEOF", struct sockaddr_in6);
    AT("Sys.SOCKADDR_IN6_PORT", struct sockaddr_in6, sin6_port);
    AT("Sys.SOCKADDR_IN6_ADDR", struct sockaddr_in6, sin6_addr);
    AT("Sys.SOCKADDR_IN6_SCOPE_ID", struct sockaddr_in6, sin6_scope_id);
    SIZE("Sys.SOCKADDR_VM_SIZEOF", struct sockaddr_vm);
    AT("Sys.SOCKADDR_VM_PORT", struct sockaddr_vm, svm_port);
    AT("Sys.SOCKADDR_VM_CID", struct sockaddr_vm, svm_cid);
}

/* Terminals as the kernel has them (asm/termbits.h), which is what the ioctls take; not glibc's larger struct. */
static void signals_and_terminals(void)
{
    SYS(SIG_BLOCK); SYS(PRIO_PROCESS); SYS(SIG_UNBLOCK); SYS(SIG_SETMASK); SYS(CLOSE_RANGE_CLOEXEC); SYS(PR_SET_NAME); SYS(PR_SET_PDEATHSIG);
    SYS(SIGHUP); SYS(SIGINT); SYS(SIGTERM); SYS(SIGPIPE); SYS(SIGCHLD); SYS(SIGUSR1); SYS(SIGUSR2); SYS(SIGKILL);
    SIZE("Sys.SIGINFO_SIZEOF", siginfo_t);
    SYS(TUNSETIFF); SYS(TUNGETIFF); SYS(TUNGETFEATURES); SYS(TUNSETOFFLOAD); SYS(TUNSETVNETHDRSZ);
    SYS(IFF_TAP); SYS(IFF_NO_PI); SYS(IFF_VNET_HDR); SYS(IFNAMSIZ); SIZE("Sys.IFREQ_SIZEOF", struct ifreq);
    AT("Sys.IFREQ_FLAGS", struct ifreq, ifr_flags); SYS(SO_TYPE);
    SYS(TUN_F_CSUM); SYS(TUN_F_TSO4); SYS(TUN_F_TSO6); SYS(TUN_F_TSO_ECN); SYS(TUN_F_UFO);
    SYS(TCGETS); SYS(TCSETS); SYS(TIOCGWINSZ); SYS(TIOCGPTN); SYS(TIOCSPTLCK); SYS(TIOCGPTPEER); SYS(FIONREAD);
    SIZE("Sys.TERMIOS_SIZEOF", struct termios);
    AT("Sys.TERMIOS_IFLAG", struct termios, c_iflag);
    AT("Sys.TERMIOS_OFLAG", struct termios, c_oflag);
    AT("Sys.TERMIOS_CFLAG", struct termios, c_cflag);
    AT("Sys.TERMIOS_LFLAG", struct termios, c_lflag);
    AT("Sys.TERMIOS_CC", struct termios, c_cc);
    SYS(VMIN); SYS(VTIME); SYS(IGNBRK); SYS(BRKINT); SYS(PARMRK); SYS(ISTRIP); SYS(INLCR); SYS(IGNCR); SYS(ICRNL);
    SYS(IXON); SYS(OPOST); SYS(ECHO); SYS(ECHONL); SYS(ICANON); SYS(IEXTEN); SYS(ISIG); SYS(CSIZE); SYS(CS8); SYS(PARENB);
}

static void errors(void)
{
    ERRNO(EPERM); ERRNO(ENOENT); ERRNO(ESRCH); ERRNO(EINTR); ERRNO(EIO); ERRNO(ENXIO); ERRNO(E2BIG); ERRNO(ENOEXEC);
    ERRNO(EBADF); ERRNO(ECHILD); ERRNO(EAGAIN); ERRNO(ENOMEM); ERRNO(EACCES); ERRNO(EFAULT); ERRNO(EBUSY);
    ERRNO(EEXIST); ERRNO(EXDEV); ERRNO(ENODEV); ERRNO(ENOTDIR); ERRNO(EISDIR); ERRNO(EINVAL); ERRNO(ENFILE);
    ERRNO(EMFILE); ERRNO(ENOTTY); ERRNO(ETXTBSY); ERRNO(EFBIG); ERRNO(ENOSPC); ERRNO(ESPIPE); ERRNO(EROFS);
    ERRNO(EPIPE); ERRNO(EDOM); ERRNO(ERANGE); ERRNO(ENAMETOOLONG); ERRNO(ENOSYS); ERRNO(ELOOP); ERRNO(ENODATA);
    ERRNO(EPROTO); ERRNO(EOVERFLOW); ERRNO(ENOTSOCK); ERRNO(EMSGSIZE); ERRNO(EOPNOTSUPP); ERRNO(EAFNOSUPPORT);
    ERRNO(EADDRINUSE); ERRNO(EADDRNOTAVAIL); ERRNO(ENETUNREACH); ERRNO(ECONNABORTED); ERRNO(ECONNRESET);
    ERRNO(ENOBUFS); ERRNO(EISCONN); ERRNO(ENOTCONN); ERRNO(ETIMEDOUT); ERRNO(ECONNREFUSED); ERRNO(EHOSTUNREACH);
    ERRNO(EALREADY); ERRNO(EINPROGRESS); ERRNO(ECANCELED);
}

static void kvm_numbers(void)
{
    LINE("Kvm.API_VERSION", KVM_API_VERSION);
    IOCTL(GET_API_VERSION); IOCTL(CREATE_VM); IOCTL(GET_MSR_INDEX_LIST); IOCTL(CHECK_EXTENSION);
    IOCTL(GET_VCPU_MMAP_SIZE); IOCTL(GET_SUPPORTED_CPUID); IOCTL(GET_MSR_FEATURE_INDEX_LIST); IOCTL(CREATE_VCPU);
    IOCTL(GET_DIRTY_LOG); IOCTL(CLEAR_DIRTY_LOG); IOCTL(SET_USER_MEMORY_REGION); IOCTL(SET_TSS_ADDR);
    IOCTL(SET_IDENTITY_MAP_ADDR); IOCTL(CREATE_IRQCHIP); IOCTL(IRQ_LINE); IOCTL(IRQ_LINE_STATUS); IOCTL(GET_IRQCHIP);
    IOCTL(SET_IRQCHIP); IOCTL(CREATE_PIT2); IOCTL(GET_PIT2); IOCTL(SET_PIT2); IOCTL(REINJECT_CONTROL);
    IOCTL(SET_GSI_ROUTING); IOCTL(SET_BOOT_CPU_ID); IOCTL(SET_CLOCK); IOCTL(GET_CLOCK); IOCTL(GET_STATS_FD); IOCTL(ENABLE_CAP);
    IOCTL(SIGNAL_MSI); IOCTL(RUN); IOCTL(GET_REGS); IOCTL(SET_REGS); IOCTL(GET_SREGS); IOCTL(SET_SREGS);
    IOCTL(GET_SREGS2); IOCTL(SET_SREGS2); IOCTL(GET_MSRS); IOCTL(SET_MSRS); IOCTL(SET_CPUID2); IOCTL(GET_CPUID2);
    IOCTL(SET_SIGNAL_MASK); IOCTL(GET_FPU); IOCTL(SET_FPU); IOCTL(GET_LAPIC); IOCTL(SET_LAPIC); IOCTL(GET_MP_STATE);
    IOCTL(SET_MP_STATE); IOCTL(GET_VCPU_EVENTS); IOCTL(SET_VCPU_EVENTS); IOCTL(GET_DEBUGREGS); IOCTL(SET_DEBUGREGS);
    IOCTL(GET_XSAVE); IOCTL(SET_XSAVE); IOCTL(GET_XSAVE2); IOCTL(GET_XCRS); IOCTL(SET_XCRS); IOCTL(SET_TSC_KHZ);
    IOCTL(GET_TSC_KHZ); IOCTL(KVMCLOCK_CTRL); IOCTL(X86_SETUP_MCE); IOCTL(X86_GET_MCE_CAP_SUPPORTED); IOCTL(NMI);
    IOCTL(TRANSLATE); IOCTL(IOEVENTFD); IOCTL(IRQFD); IOCTL(GET_STATS_FD); IOCTL(SET_GUEST_DEBUG); IOCTL(TPR_ACCESS_REPORTING);
    IOCTL(HAS_DEVICE_ATTR); IOCTL(GET_DEVICE_ATTR); IOCTL(SET_DEVICE_ATTR); IOCTL(RESET_DIRTY_RINGS); IOCTL(INTERRUPT);
    LINE("KvmVm.LOG_DIRTY_PAGES", KVM_MEM_LOG_DIRTY_PAGES);
    LINE("KvmVm.IOEVENTFD_DATAMATCH", KVM_IOEVENTFD_FLAG_DATAMATCH); LINE("KvmVm.IOEVENTFD_DEASSIGN", KVM_IOEVENTFD_FLAG_DEASSIGN);
    LINE("KvmVm.IRQFD_DEASSIGN", KVM_IRQFD_FLAG_DEASSIGN);
    LINE("KvmVm.MANUAL_PROTECT", KVM_DIRTY_LOG_MANUAL_PROTECT_ENABLE); LINE("KvmVm.INITIALLY_SET", KVM_DIRTY_LOG_INITIALLY_SET);
    CAP(IRQCHIP); CAP(HLT); CAP(USER_MEMORY); CAP(SET_TSS_ADDR); CAP(EXT_CPUID); CAP(NR_VCPUS); CAP(NR_MEMSLOTS);
    CAP(MP_STATE); CAP(SYNC_MMU); CAP(DESTROY_MEMORY_REGION_WORKS); CAP(IRQ_ROUTING); CAP(MCE); CAP(IRQFD); CAP(PIT2);
    CAP(PIT_STATE2); CAP(IOEVENTFD); CAP(SET_IDENTITY_MAP_ADDR); CAP(ADJUST_CLOCK); CAP(VCPU_EVENTS); CAP(DEBUGREGS);
    CAP(XSAVE); CAP(XSAVE2); CAP(XCRS); CAP(TSC_CONTROL); CAP(GET_TSC_KHZ); CAP(MAX_VCPUS); CAP(TSC_DEADLINE_TIMER);
    CAP(KVMCLOCK_CTRL); CAP(SIGNAL_MSI); CAP(READONLY_MEM); CAP(SPLIT_IRQCHIP); CAP(X2APIC_API); CAP(MAX_VCPU_ID);
    CAP(IMMEDIATE_EXIT); CAP(NESTED_STATE); CAP(EXCEPTION_PAYLOAD); CAP(MANUAL_DIRTY_LOG_PROTECT2); CAP(SREGS2);
    CAP(X86_TRIPLE_FAULT_EVENT); CAP(BINARY_STATS_FD); CAP(DIRTY_LOG_RING); CAP(REINJECT_CONTROL); CAP(CHECK_EXTENSION_VM);
    CAP(X86_DISABLE_EXITS); CAP(X86_SMM); CAP(HYPERV); CAP(ENABLE_CAP_VM); CAP(SYNC_REGS); CAP(COALESCED_MMIO);
    LINE("KvmMem.LOG_DIRTY_PAGES", KVM_MEM_LOG_DIRTY_PAGES);
    LINE("KvmMem.READONLY", KVM_MEM_READONLY);
}

static void kvm_run(void)
{
    EXIT(UNKNOWN); EXIT(EXCEPTION); EXIT(IO); EXIT(HYPERCALL); EXIT(DEBUG); EXIT(HLT); EXIT(MMIO); EXIT(IRQ_WINDOW_OPEN);
    EXIT(SHUTDOWN); EXIT(FAIL_ENTRY); EXIT(INTR); EXIT(TPR_ACCESS); EXIT(NMI); EXIT(INTERNAL_ERROR); EXIT(SYSTEM_EVENT);
    EXIT(IOAPIC_EOI); EXIT(X86_RDMSR); EXIT(X86_WRMSR);
    AT("KvmRun.REQUEST_INTERRUPT_WINDOW", struct kvm_run, request_interrupt_window);
    AT("KvmRun.IMMEDIATE_EXIT", struct kvm_run, immediate_exit);
    AT("KvmRun.EXIT_REASON", struct kvm_run, exit_reason);
    AT("KvmRun.READY_FOR_INTERRUPT_INJECTION", struct kvm_run, ready_for_interrupt_injection);
    AT("KvmRun.IF_FLAG", struct kvm_run, if_flag);
    AT("KvmRun.CR8", struct kvm_run, cr8);
    AT("KvmRun.APIC_BASE", struct kvm_run, apic_base);
    AT("KvmRun.IO_DIRECTION", struct kvm_run, io.direction);
    AT("KvmRun.IO_SIZE", struct kvm_run, io.size);
    AT("KvmRun.IO_PORT", struct kvm_run, io.port);
    AT("KvmRun.IO_COUNT", struct kvm_run, io.count);
    AT("KvmRun.IO_DATA_OFFSET", struct kvm_run, io.data_offset);
    AT("KvmRun.MMIO_ADDRESS", struct kvm_run, mmio.phys_addr);
    AT("KvmRun.MMIO_DATA", struct kvm_run, mmio.data);
    AT("KvmRun.MMIO_LENGTH", struct kvm_run, mmio.len);
    AT("KvmRun.MMIO_IS_WRITE", struct kvm_run, mmio.is_write);
    AT("KvmRun.HYPERCALL_NR", struct kvm_run, hypercall.nr);
    AT("KvmRun.HYPERCALL_ARGS", struct kvm_run, hypercall.args);
    AT("KvmRun.HYPERCALL_RET", struct kvm_run, hypercall.ret);
    AT("KvmRun.INTERNAL_SUBERROR", struct kvm_run, internal.suberror);
    AT("KvmRun.INTERNAL_NDATA", struct kvm_run, internal.ndata);
    AT("KvmRun.INTERNAL_DATA", struct kvm_run, internal.data);
    AT("KvmRun.FAIL_ENTRY_REASON", struct kvm_run, fail_entry.hardware_entry_failure_reason);
    AT("KvmRun.FAIL_ENTRY_CPU", struct kvm_run, fail_entry.cpu);
    AT("KvmRun.SYSTEM_EVENT_TYPE", struct kvm_run, system_event.type);
    LINE("KvmRun.IO_IN", KVM_EXIT_IO_IN);
    LINE("KvmRun.IO_OUT", KVM_EXIT_IO_OUT);
}

#define REG(NAME, name) AT("KvmRegs." #NAME, struct kvm_regs, name)
#define SREG(NAME, name) AT("KvmSregs2." #NAME, struct kvm_sregs2, name)
#define SEG(NAME, name) AT("KvmSegment." #NAME, struct kvm_segment, name)

static void kvm_registers(void)
{
    SIZE("KvmRegs.SIZEOF", struct kvm_regs);
    REG(RAX, rax); REG(RBX, rbx); REG(RCX, rcx); REG(RDX, rdx); REG(RSI, rsi); REG(RDI, rdi); REG(RSP, rsp); REG(RBP, rbp);
    REG(R8, r8); REG(R15, r15); REG(RIP, rip); REG(RFLAGS, rflags);
    SIZE("KvmSregs2.SIZEOF", struct kvm_sregs2);
    SREG(CS, cs); SREG(DS, ds); SREG(ES, es); SREG(FS, fs); SREG(GS, gs); SREG(SS, ss); SREG(TR, tr); SREG(LDT, ldt);
    SREG(GDT, gdt); SREG(IDT, idt); SREG(CR0, cr0); SREG(CR2, cr2); SREG(CR3, cr3); SREG(CR4, cr4); SREG(CR8, cr8);
    SREG(EFER, efer); SREG(APIC_BASE, apic_base); SREG(FLAGS, flags); SREG(PDPTRS, pdptrs);
    LINE("KvmSregs2.PDPTRS_VALID", KVM_SREGS2_FLAGS_PDPTRS_VALID);
    SIZE("KvmSegment.SIZEOF", struct kvm_segment);
    SEG(BASE, base); SEG(LIMIT, limit); SEG(SELECTOR, selector); SEG(TYPE, type); SEG(PRESENT, present); SEG(DPL, dpl);
    SEG(DB, db); SEG(S, s); SEG(L, l); SEG(G, g); SEG(AVL, avl); SEG(UNUSABLE, unusable);
    SIZE("KvmDtable.SIZEOF", struct kvm_dtable);
    AT("KvmDtable.BASE", struct kvm_dtable, base);
    AT("KvmDtable.LIMIT", struct kvm_dtable, limit);
}

#define EVENT(NAME, name) AT("KvmVcpuEvents." #NAME, struct kvm_vcpu_events, name)
#define VALID(name) LINE("KvmVcpuEvents.VALID_" #name, KVM_VCPUEVENT_VALID_##name)

static void kvm_events(void)
{
    SIZE("KvmVcpuEvents.SIZEOF", struct kvm_vcpu_events);
    EVENT(EXCEPTION_INJECTED, exception.injected); EVENT(EXCEPTION_NR, exception.nr);
    EVENT(EXCEPTION_HAS_ERROR_CODE, exception.has_error_code); EVENT(EXCEPTION_PENDING, exception.pending);
    EVENT(EXCEPTION_ERROR_CODE, exception.error_code); EVENT(INTERRUPT_INJECTED, interrupt.injected);
    EVENT(INTERRUPT_NR, interrupt.nr); EVENT(INTERRUPT_SOFT, interrupt.soft); EVENT(INTERRUPT_SHADOW, interrupt.shadow);
    EVENT(NMI_INJECTED, nmi.injected); EVENT(NMI_PENDING, nmi.pending); EVENT(NMI_MASKED, nmi.masked);
    EVENT(SIPI_VECTOR, sipi_vector); EVENT(FLAGS, flags); EVENT(SMI_SMM, smi.smm); EVENT(SMI_PENDING, smi.pending);
    EVENT(SMI_INSIDE_NMI, smi.smm_inside_nmi); EVENT(SMI_LATCHED_INIT, smi.latched_init);
    EVENT(TRIPLE_FAULT_PENDING, triple_fault.pending); EVENT(EXCEPTION_HAS_PAYLOAD, exception_has_payload);
    EVENT(EXCEPTION_PAYLOAD, exception_payload);
    VALID(NMI_PENDING); VALID(SIPI_VECTOR); VALID(SHADOW); VALID(SMM); VALID(PAYLOAD); VALID(TRIPLE_FAULT);
}

#define SIZE_OF(NAME, type) SIZE("KvmSizes." #NAME, type)

static void kvm_sizes(void)
{
    SIZE_OF(DEBUGREGS, struct kvm_debugregs);
    SIZE_OF(IOEVENTFD, struct kvm_ioeventfd);
    SIZE_OF(XCRS, struct kvm_xcrs);
    AT("KvmSizes.XCRS_COUNT", struct kvm_xcrs, nr_xcrs);
    AT("KvmSizes.XCRS_FIRST_VALUE", struct kvm_xcrs, xcrs[0].value);
    SIZE_OF(MSRS_HEADER, struct kvm_msrs);
    SIZE_OF(MSR_ENTRY, struct kvm_msr_entry);
    SIZE_OF(LAPIC, struct kvm_lapic_state);
    SIZE_OF(IRQCHIP, struct kvm_irqchip);
    SIZE_OF(PIC, struct kvm_pic_state);
    SIZE_OF(IOAPIC, struct kvm_ioapic_state);
    SIZE_OF(PIT2, struct kvm_pit_state2);
    SIZE_OF(PIT_CHANNEL, struct kvm_pit_channel_state);
    SIZE_OF(PIT_CONFIG, struct kvm_pit_config);
    SIZE_OF(CLOCK, struct kvm_clock_data);
    SIZE_OF(FPU, struct kvm_fpu);
    SIZE_OF(XSAVE, struct kvm_xsave);
    SIZE_OF(MP_STATE, struct kvm_mp_state);
    SIZE_OF(CPUID2_HEADER, struct kvm_cpuid2);
    SIZE_OF(CPUID_ENTRY, struct kvm_cpuid_entry2);
    SIZE_OF(IRQ_ROUTING_HEADER, struct kvm_irq_routing);
    SIZE_OF(IRQ_ROUTING_ENTRY, struct kvm_irq_routing_entry);
    SIZE_OF(MEMORY_REGION, struct kvm_userspace_memory_region);
    SIZE_OF(DIRTY_LOG, struct kvm_dirty_log);
    SIZE_OF(CLEAR_DIRTY_LOG, struct kvm_clear_dirty_log);
    SIZE_OF(ENABLE_CAP, struct kvm_enable_cap);
    SIZE_OF(SIGNAL_MASK, struct kvm_signal_mask);
    SIZE_OF(IRQ_LEVEL, struct kvm_irq_level);
    SIZE_OF(IRQFD, struct kvm_irqfd);
    SIZE_OF(IOEVENTFD, struct kvm_ioeventfd);
    SIZE_OF(MSI, struct kvm_msi);
    SIZE_OF(TRANSLATION, struct kvm_translation);
}

static void refused_calls(void)
{
    REFUSED(CLONE, clone); REFUSED(FORK, fork); REFUSED(VFORK, vfork); REFUSED(EXECVE, execve);
    REFUSED(SYSLOG, syslog); REFUSED(SETUID, setuid); REFUSED(SETGID, setgid); REFUSED(SETPGID, setpgid);
    REFUSED(SETSID, setsid); REFUSED(SETREUID, setreuid); REFUSED(SETREGID, setregid); REFUSED(SETGROUPS, setgroups);
    REFUSED(SETRESUID, setresuid); REFUSED(SETRESGID, setresgid); REFUSED(SETFSUID, setfsuid);
    REFUSED(SETFSGID, setfsgid); REFUSED(USELIB, uselib); REFUSED(USTAT, ustat); REFUSED(SYSFS, sysfs);
    REFUSED(SETPRIORITY, setpriority); REFUSED(SCHED_SETPARAM, sched_setparam);
    REFUSED(SCHED_SETSCHEDULER, sched_setscheduler); REFUSED(PIVOT_ROOT, pivot_root); REFUSED(SYSCTL, _sysctl);
    REFUSED(ACCT, acct); REFUSED(SETTIMEOFDAY, settimeofday); REFUSED(MOUNT, mount); REFUSED(UMOUNT2, umount2);
    REFUSED(SWAPON, swapon); REFUSED(SWAPOFF, swapoff); REFUSED(REBOOT, reboot); REFUSED(SETHOSTNAME, sethostname);
    REFUSED(SETDOMAINNAME, setdomainname); REFUSED(CREATE_MODULE, create_module); REFUSED(INIT_MODULE, init_module);
    REFUSED(DELETE_MODULE, delete_module); REFUSED(GET_KERNEL_SYMS, get_kernel_syms);
    REFUSED(QUERY_MODULE, query_module); REFUSED(QUOTACTL, quotactl); REFUSED(NFSSERVCTL, nfsservctl);
    REFUSED(GETPMSG, getpmsg); REFUSED(PUTPMSG, putpmsg); REFUSED(AFS_SYSCALL, afs_syscall);
    REFUSED(TUXCALL, tuxcall); REFUSED(SECURITY, security); REFUSED(SCHED_SETAFFINITY, sched_setaffinity);
    REFUSED(CLOCK_SETTIME, clock_settime); REFUSED(VSERVER, vserver); REFUSED(KEXEC_LOAD, kexec_load);
    REFUSED(IOPRIO_SET, ioprio_set); REFUSED(FINIT_MODULE, finit_module); REFUSED(SCHED_SETATTR, sched_setattr);
    REFUSED(KEXEC_FILE_LOAD, kexec_file_load); REFUSED(EXECVEAT, execveat); REFUSED(CLONE3, clone3);
    CALL(SECCOMP, seccomp); SYS(SECCOMP_SET_MODE_FILTER); SYS(SECCOMP_FILTER_FLAG_TSYNC); SYS(PR_SET_NO_NEW_PRIVS);
    SYS(SECCOMP_RET_ALLOW); SYS(SECCOMP_RET_ERRNO); SYS(SECCOMP_RET_KILL_PROCESS);
    SIZE("Sys.SOCK_FPROG_SIZEOF", struct sock_fprog); AT("Sys.SOCK_FPROG_FILTER", struct sock_fprog, filter);
    CALL(CHROOT, chroot); SYS(F_OFD_SETLK); SYS(F_WRLCK); SIZE("Sys.FLOCK_SIZEOF", struct flock);
    AT("Sys.FLOCK_TYPE", struct flock, l_type);
}

int main(void)
{
    system_calls();
    memory_and_files();
    waiting_and_sockets();
    signals_and_terminals();
    errors();
    kvm_numbers();
    kvm_run();
    kvm_registers();
    kvm_events();
    kvm_sizes();
    refused_calls();
    return 0;
}
