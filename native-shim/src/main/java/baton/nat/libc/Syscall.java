package baton.nat.libc;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Every system call Baton makes. Results are the kernel's: negative values are -errno. Any thread. */
public final class Syscall {
    private static final Gate GATE = open();

    private Syscall() {}

    private static Gate open() {
        try {
            Gate stub = "jnr".equals(System.getProperty("baton.syscalls")) ? null : StubGate.bind();
            return stub == null ? new JnrGate() : stub;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load libjffi", e);
        }
    }

    /** Calls with up to six arguments. */
    public static long call(int number, long a, long b, long c, long d, long e, long f) {
        return GATE.call(number, a, b, c, d, e, f);
    }

    /** Calls with up to three arguments. */
    public static long call(int number, long a, long b, long c) {
        return GATE.call(number, a, b, c, 0, 0, 0);
    }

    /**
     * Calls with up to six arguments, EINTR retried.
     *
     * @param name the call's name for the exception
     * @throws ErrnoException the kernel refused
     */
    static long checked(String name, int number, long a, long b, long c, long d, long e, long f) throws ErrnoException {
        long result;
        do {
            result = GATE.call(number, a, b, c, d, e, f);
        } while (result == -Errno.EINTR);
        return check(name, result);
    }

    /** Calls with up to three arguments, EINTR retried. */
    static long checked(String name, int number, long a, long b, long c) throws ErrnoException {
        return checked(name, number, a, b, c, 0, 0, 0);
    }

    /** Calls with up to three arguments, EINTR retried; the result may be another -errno. */
    static long uninterrupted(int number, long a, long b, long c) {
        long result;
        do {
            result = GATE.call(number, a, b, c, 0, 0, 0);
        } while (result == -Errno.EINTR);
        return result;
    }

    /** Turns -errno into an exception. */
    public static long check(String name, long result) throws ErrnoException {
        if (result < 0 && result > -4096) {
            throw new ErrnoException(name, (int) -result);
        }
        return result;
    }
}
