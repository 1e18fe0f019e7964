package baton.command.machine;

import baton.monitor.MonitorFds;
import baton.monitor.QmpException;
import baton.nat.libc.Fd;

/** Descriptors that came with a command. */
public final class Received {
    private Received() {}

    /** The oldest one nobody took yet, now the caller's. */
    public static Fd take(MonitorFds fds) throws QmpException {
        Fd fd = fds.take();
        if (fd == null) {
            throw QmpException.generic("No file descriptor supplied via SCM_RIGHTS");
        }
        return fd;
    }
}
