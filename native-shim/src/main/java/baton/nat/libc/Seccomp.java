package baton.nat.libc;

/**
 * A filter of system calls for this process and all its threads, for good (seccomp(2)): a list of calls is refused, everything
 * else goes on. Any thread, once for each filter; filters add up, and stay over execve.
 */
public final class Seccomp {
    // BPF as in linux/bpf_common.h; struct sock_filter is 8 bytes: code, jt, jf, k.
    private static final int LOAD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_GREATER_OR_EQUAL = 0x35;
    private static final int JUMP_IF_SET = 0x45;
    private static final int RETURN = 0x06;
    private static final int INSTRUCTION = 8;
    private static final int MAX_INSTRUCTIONS = 512;

    // struct seccomp_data.
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;

    private static final int X86_64 = 0xc000003e;
    private static final int X32_CALLS = 0x40000000;
    private static final int CLONE_THREAD = 0x10000;

    private final NativeBuffer program = NativeBuffer.allocate(MAX_INSTRUCTIONS * INSTRUCTION);
    private int length;

    /** A filter that refuses nothing yet but the calls of other architectures, which end the process. */
    public Seccomp() {
        add(LOAD, 0, 0, ARCHITECTURE);
        add(JUMP_IF_EQUAL, 1, 0, X86_64);
        add(RETURN, 0, 0, Sys.SECCOMP_RET_KILL_PROCESS);
        add(LOAD, 0, 0, NUMBER);
        add(JUMP_IF_GREATER_OR_EQUAL, 0, 1, X32_CALLS);
        add(RETURN, 0, 0, Sys.SECCOMP_RET_KILL_PROCESS);
    }

    /** Ends the process at one of these calls. */
    public Seccomp kill(int... calls) {
        return refuse(Sys.SECCOMP_RET_KILL_PROCESS, calls);
    }

    /** Makes these calls fail with EPERM. */
    public Seccomp deny(int... calls) {
        return refuse(Sys.SECCOMP_RET_ERRNO | Errno.EPERM, calls);
    }

    /** Makes new processes fail with EPERM; threads, which are made by the same call, go on. */
    public Seccomp denyProcesses() {
        deny(SeccompCalls.PROCESSES);
        // clone3 has its flags in memory, where a filter cannot look: libc then tries clone.
        refuse(Sys.SECCOMP_RET_ERRNO | Errno.ENOSYS, SeccompCalls.CLONE3);
        add(JUMP_IF_EQUAL, 0, 4, SeccompCalls.CLONE);
        add(LOAD, 0, 0, FIRST_ARGUMENT);
        add(JUMP_IF_SET, 1, 0, CLONE_THREAD);
        add(RETURN, 0, 0, Sys.SECCOMP_RET_ERRNO | Errno.EPERM);
        add(RETURN, 0, 0, Sys.SECCOMP_RET_ALLOW);
        return this;
    }

    private Seccomp refuse(int action, int... calls) {
        for (int call : calls) {
            add(JUMP_IF_EQUAL, 0, 1, call);
            add(RETURN, 0, 0, action);
        }
        return this;
    }

    private void add(int code, int ifTrue, int ifFalse, int value) {
        int at = length++ * INSTRUCTION;
        program.putShort(at, code);
        program.putByte(at + 2, ifTrue);
        program.putByte(at + 3, ifFalse);
        program.putInt(at + 4, value);
    }

    /** Puts it in force, also for threads that run already. No program run from now on gains privileges (PR_SET_NO_NEW_PRIVS). */
    public void install() throws ErrnoException {
        add(RETURN, 0, 0, Sys.SECCOMP_RET_ALLOW);
        forbidPrivileges();
        try (NativeBuffer filter = NativeBuffer.allocate(Sys.SOCK_FPROG_SIZEOF)) {
            filter.putShort(0, length);
            filter.putLong(Sys.SOCK_FPROG_FILTER, program.address());
            long stuck = Syscall.checked(
                    "seccomp",
                    Sys.SECCOMP,
                    Sys.SECCOMP_SET_MODE_FILTER,
                    Sys.SECCOMP_FILTER_FLAG_TSYNC,
                    filter.address());
            if (stuck != 0) {
                throw new ErrnoException("seccomp", Errno.EBUSY);
            }
        } finally {
            program.close();
        }
    }

    /** No program this thread, or one it starts, runs from now on gains privileges. */
    public static void forbidPrivileges() throws ErrnoException {
        Syscall.checked("prctl", Sys.PRCTL, Sys.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0);
    }
}
