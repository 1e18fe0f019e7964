package baton.monitor;

import baton.base.Trace;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Descriptors a client sent over its monitor (SCM_RIGHTS) and no command has taken yet. As in QEMU they need not come
 * with the command that takes them, and a later message with descriptors replaces what is left of an earlier one.
 */
public final class MonitorFds {
    private final ArrayDeque<Fd> waiting = new ArrayDeque<>();
    private final Trace trace;

    /** @param trace hears of descriptors that would not close */
    public MonitorFds(Trace trace) {
        this.trace = trace;
    }

    /** Takes ownership of {@code fds}; those still waiting are closed if there are new ones. */
    public void received(List<Fd> fds) {
        if (!fds.isEmpty()) {
            closeAll();
            waiting.addAll(fds);
        }
    }

    /** The oldest descriptor, now the caller's to close; null when none was sent. */
    public Fd take() {
        return waiting.poll();
    }

    /** Closes what nobody took. */
    public void closeAll() {
        while (!waiting.isEmpty()) {
            close(waiting.poll());
        }
    }

    private void close(Fd fd) {
        try {
            fd.close();
        } catch (ErrnoException e) {
            trace.log("monitor_fd_close_failed", "nobody took the descriptor: " + e.getMessage());
        }
    }
}
