package baton.nat.libc;

/** A way to make a Linux system call. Any thread. */
interface Gate {
    /** Calls {@code number} and returns its result, or -errno. */
    long call(long number, long a, long b, long c, long d, long e, long f);
}
