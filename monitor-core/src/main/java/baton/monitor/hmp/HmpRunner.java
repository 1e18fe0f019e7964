package baton.monitor.hmp;

import baton.monitor.MonitorFds;
import baton.monitor.QmpException;

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
}
