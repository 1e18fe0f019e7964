package baton.nat.libc;

/** Traits of this process as a whole. */
public final class Process {
    private Process() {}

    /** Sends this process {@code signal} when the thread that started it ends (PR_SET_PDEATHSIG). */
    public static void signalWhenParentEnds(int signal) throws ErrnoException {
        Syscall.checked("prctl", Sys.PRCTL, Sys.PR_SET_PDEATHSIG, signal, 0);
    }

    /** Keeps memory in RAM, {@code Sys.MCL_*}. */
    public static void lockMemory(int flags) throws ErrnoException {
        Syscall.checked("mlockall", Sys.MLOCKALL, flags, 0, 0);
    }

    /** Makes {@code directory} the root of the file system for this process, and its current directory (chroot(2)). */
    public static void changeRoot(String directory) throws ErrnoException {
        try (NativeBuffer path = NativeBuffer.string(directory);
                NativeBuffer root = NativeBuffer.string("/")) {
            Syscall.checked("chroot", Sys.CHROOT, path.address(), 0, 0);
            Syscall.checked("chdir", Sys.CHDIR, root.address(), 0, 0);
        }
    }
}
