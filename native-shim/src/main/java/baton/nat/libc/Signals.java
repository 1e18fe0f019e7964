package baton.nat.libc;

/**
 * Signals of one thread: the kick that takes a vCPU out of KVM_RUN. The signal stays blocked in the thread and has no
 * handler; KVM_SET_SIGNAL_MASK opens it during KVM_RUN alone, so a kick is never lost and never handled. A thread must
 * not end with a kick pending: HotSpot restores the creator's mask and the default action would kill the process.
 */
public final class Signals {
    /** The kick: a real-time signal neither glibc nor HotSpot uses. */
    public static final int KICK = 40;

    private static final int SET_BYTES = 8;

    private Signals() {}

    /** Kernel mask with only {@code signal} in it. */
    public static long mask(int signal) {
        return 1L << signal - 1;
    }

    /** Blocks {@code signal} in the calling thread; returns the mask before. */
    public static long block(int signal) throws ErrnoException {
        return change(Sys.SIG_BLOCK, mask(signal));
    }

    /** Gives the calling thread exactly this mask; returns the one before. Right before exec: an empty one. */
    public static long setMask(long mask) throws ErrnoException {
        return change(Sys.SIG_SETMASK, mask);
    }

    private static long change(int how, long mask) throws ErrnoException {
        try (NativeBuffer sets = NativeBuffer.allocate(2 * SET_BYTES)) {
            sets.putLong(0, mask);
            Syscall.checked(
                    "rt_sigprocmask",
                    Sys.RT_SIGPROCMASK,
                    how,
                    sets.address(),
                    sets.address() + SET_BYTES,
                    SET_BYTES,
                    0,
                    0);
            return sets.getLong(SET_BYTES);
        }
    }

    /** Takes every pending {@code signal} of the calling thread, which has it blocked. */
    public static void drain(int signal) {
        try (NativeBuffer set = NativeBuffer.allocate(SET_BYTES + 16)) {
            set.putLong(0, mask(signal));
            long taken;
            do {
                taken = Syscall.call(Sys.RT_SIGTIMEDWAIT, set.address(), 0, set.address() + SET_BYTES, SET_BYTES, 0, 0);
            } while (taken > 0 || taken == -Errno.EINTR);
        }
    }

    /** The calling thread's kernel id. */
    public static int threadId() {
        return (int) Syscall.call(Sys.GETTID, 0, 0, 0);
    }

    /** This process's id. */
    public static int processId() {
        return (int) Syscall.call(Sys.GETPID, 0, 0, 0);
    }

    /** Sends {@code signal} to a thread of this process. */
    public static void send(int threadId, int signal) {
        Syscall.call(Sys.TGKILL, processId(), threadId, signal);
    }
}
