package baton.cpr.exec;

import baton.base.MainLoopThread;
import java.util.Map;

/** What cpr-exec asks of the process that is about to become another. */
@MainLoopThread
public interface ExecHost {
    /** The environment this process was started with. */
    Map<String, String> environment();

    /** What this process's command line says of its machine, in order: what a new command's must say too. */
    Map<String, String> machine();

    /** The last moment: writes out what is queued, and gives the terminal back as it was found. */
    void leave();

    /** After {@link #leave}: what came in from those who stay and was not acted upon, for the process this one becomes. */
    byte[] unread();

    /** It did not come to pass: takes the terminal again. */
    void stay();

    /** Whether the process may run programs: {@code -sandbox on,spawn=deny} forbids it. */
    default boolean mayExec() {
        return true;
    }
}
