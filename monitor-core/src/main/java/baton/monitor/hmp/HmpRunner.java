package baton.monitor.hmp;

import baton.monitor.MonitorFds;
import baton.monitor.QmpException;
import java.util.function.Consumer;

/** Runs HMP command lines for QMP's {@code human-monitor-command}. */
public interface HmpRunner {
    /**
     * Runs one line and returns what it prints, lines ended by CR LF.
     *
     * @param cpu the vCPU commands mean; -1 for the first
     * @param fds descriptors the client sent
     * @throws QmpException when there is no such vCPU; errors of the command itself are text
     */
    String run(String line, long cpu, MonitorFds fds) throws QmpException;

    /**
     * As {@link #run}, but a command that has to be waited for may say its last word later.
     *
     * @param end told the text, on the main loop, before or after this returns
     */
    void run(String line, long cpu, MonitorFds fds, Consumer<String> end) throws QmpException;
}
