package baton.nat.libc;

/** System calls that {@link Seccomp} can refuse, in the groups of QEMU's {@code -sandbox}. */
public final class SeccompCalls {
    static final int CLONE = 56;
    static final int FORK = 57;
    static final int VFORK = 58;
    static final int EXECVE = 59;
    static final int SYSLOG = 103;
    static final int SETUID = 105;
    static final int SETGID = 106;
    static final int SETPGID = 109;
    static final int SETSID = 112;
    static final int SETREUID = 113;
    static final int SETREGID = 114;
    static final int SETGROUPS = 116;
    static final int SETRESUID = 117;
    static final int SETRESGID = 119;
    static final int SETFSUID = 122;
    static final int SETFSGID = 123;
    static final int USELIB = 134;
    static final int USTAT = 136;
    static final int SYSFS = 139;
    static final int SETPRIORITY = 141;
    static final int SCHED_SETPARAM = 142;
    static final int SCHED_SETSCHEDULER = 144;
    static final int PIVOT_ROOT = 155;
    static final int SYSCTL = 156;
    static final int ACCT = 163;
    static final int SETTIMEOFDAY = 164;
    static final int MOUNT = 165;
    static final int UMOUNT2 = 166;
    static final int SWAPON = 167;
    static final int SWAPOFF = 168;
    static final int REBOOT = 169;
    static final int SETHOSTNAME = 170;
    static final int SETDOMAINNAME = 171;
    static final int CREATE_MODULE = 174;
    static final int INIT_MODULE = 175;
    static final int DELETE_MODULE = 176;
    static final int GET_KERNEL_SYMS = 177;
    static final int QUERY_MODULE = 178;
    static final int QUOTACTL = 179;
    static final int NFSSERVCTL = 180;
    static final int GETPMSG = 181;
    static final int PUTPMSG = 182;
    static final int AFS_SYSCALL = 183;
    static final int TUXCALL = 184;
    static final int SECURITY = 185;
    static final int SCHED_SETAFFINITY = 203;
    static final int CLOCK_SETTIME = 227;
    static final int VSERVER = 236;
    static final int KEXEC_LOAD = 246;
    static final int IOPRIO_SET = 251;
    static final int FINIT_MODULE = 313;
    static final int SCHED_SETATTR = 314;
    static final int KEXEC_FILE_LOAD = 320;
    static final int EXECVEAT = 322;
    static final int CLONE3 = 435;

    /** What no machine monitor ever does: ends the process. */
    private static final int[] KILLED_CALLS = {
        REBOOT,
        SWAPON,
        SWAPOFF,
        SYSLOG,
        MOUNT,
        UMOUNT2,
        KEXEC_LOAD,
        KEXEC_FILE_LOAD,
        PIVOT_ROOT,
        INIT_MODULE,
        FINIT_MODULE,
        DELETE_MODULE,
        ACCT,
        SETTIMEOFDAY,
        CLOCK_SETTIME,
        SETHOSTNAME,
        SETDOMAINNAME,
        QUOTACTL
    };

    /** Calls that are kept for old programs only. */
    private static final int[] OBSOLETE_CALLS = {
        SYSCTL,
        SYSFS,
        USELIB,
        USTAT,
        NFSSERVCTL,
        CREATE_MODULE,
        GET_KERNEL_SYMS,
        QUERY_MODULE,
        AFS_SYSCALL,
        GETPMSG,
        PUTPMSG,
        TUXCALL,
        SECURITY,
        VSERVER
    };

    /** Changing who the process is. */
    private static final int[] PRIVILEGES_CALLS = {
        SETUID, SETGID, SETPGID, SETSID, SETREUID, SETREGID, SETRESUID, SETRESGID, SETGROUPS, SETFSUID, SETFSGID
    };

    /** Starting programs, or copies of the process. */
    static final int[] PROCESSES = {FORK, VFORK, EXECVE, EXECVEAT};

    /** Taking more of the host than was given. */
    private static final int[] RESOURCES_CALLS = {
        SETPRIORITY, SCHED_SETPARAM, SCHED_SETSCHEDULER, SCHED_SETATTR, SCHED_SETAFFINITY, IOPRIO_SET
    };

    private SeccompCalls() {}

    /** What no machine monitor ever does. */
    public static int[] killed() {
        return KILLED_CALLS.clone();
    }

    /** Calls that are kept for old programs only ({@code obsolete=deny}). */
    public static int[] obsolete() {
        return OBSOLETE_CALLS.clone();
    }

    /** Changing who the process is ({@code elevateprivileges=deny}). */
    public static int[] privileges() {
        return PRIVILEGES_CALLS.clone();
    }

    /** Taking more of the host than was given ({@code resourcecontrol=deny}). */
    public static int[] resources() {
        return RESOURCES_CALLS.clone();
    }
}
