package baton.monitor.qmp;

import baton.monitor.MonitorFds;
import baton.monitor.QmpException;

/** The session a command came from, for the few commands that need it. */
public interface QmpMonitor {
    /** The label of its chardev. */
    String label();

    /** Descriptors the client sent. */
    MonitorFds fds();

    /**
     * Ends capabilities negotiation.
     *
     * @param oob whether the client asked for out-of-band commands
     * @throws QmpException when negotiation was over already
     */
    void negotiate(boolean oob) throws QmpException;
}
