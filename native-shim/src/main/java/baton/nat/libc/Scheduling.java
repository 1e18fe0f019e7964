package baton.nat.libc;

/** When threads get a processor. */
public final class Scheduling {
    private static final int THIS_THREAD = 0;

    private Scheduling() {}

    /**
     * Gives the calling thread, and those it starts, a nice value (0 to 19; setpriority(2)). It cannot take that back.
     * A host that refuses leaves it as it was.
     */
    public static void nice(int value) {
        Syscall.call(Sys.SETPRIORITY, Sys.PRIO_PROCESS, THIS_THREAD, value);
    }
}
