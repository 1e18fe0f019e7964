package baton.cli.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of other processes' threads. */
public final class ThreadTimes {
    private static final long MILLIS_PER_TICK = 10;
    private static final int USER = 11;

    private ThreadTimes() {}

    /** Milliseconds a thread has run, in the kernel and outside; -1 when it cannot be seen from here. */
    public static long millis(long process, long thread) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process + "/task/" + thread + "/stat"));
            // The second field is the name in parentheses, with anything in it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return MILLIS_PER_TICK * (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]));
        } catch (IOException e) {
            return -1;
        }
    }
}
