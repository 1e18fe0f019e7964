package baton.monitor.hmp;

import baton.monitor.MonitorFds;
import java.util.List;

/** Where a command prints, and the monitor it was typed at. Main loop. */
public interface HmpOutput {
    /** Prints text; {@code \n} goes out as CR LF. */
    void print(String text);

    /** The vCPU that commands about a CPU mean. */
    int cpu();

    /** Chooses another vCPU. */
    void cpu(int index);

    /** Descriptors the client sent. */
    MonitorFds fds();

    /** Lines typed at this monitor, the oldest first; none where nothing is typed. */
    default List<String> history() {
        return List.of();
    }

    /**
     * Takes the prompt away until the returned task runs, on the main loop; lines typed meanwhile wait. A command that
     * ends the process never runs it, so that no prompt follows.
     *
     * @return null when this monitor cannot wait (human-monitor-command)
     */
    Runnable suspend();

    /** As {@link #suspend}, for a command whose text nobody wants before its end: human-monitor-command waits, too. */
    default Runnable hold() {
        return suspend();
    }
}
