package baton.monitor.hmp;

import baton.base.AnyThread;
import baton.base.Reporter;

/**
 * Errors and warnings said while an HMP command runs go to that monitor; all others to stderr, as does what other threads
 * say.
 */
@AnyThread
public final class HmpReporter implements Reporter {
    private final Reporter stderr;
    private volatile Thread commandThread;
    private HmpOutput monitor;

    /** Reports to {@code stderr} unless a command runs. */
    public HmpReporter(Reporter stderr) {
        this.stderr = stderr;
    }

    @Override
    public void error(String text) {
        if (Thread.currentThread() == commandThread) {
            monitor.print(text + "\n");
        } else {
            stderr.error(text);
        }
    }

    @Override
    public void warn(String text) {
        if (Thread.currentThread() == commandThread) {
            monitor.print("warning: " + text + "\n");
        } else {
            stderr.warn(text);
        }
    }

    /** A command begins that prints to {@code output}; returns what to give to {@link #leave}. */
    HmpOutput enter(HmpOutput output) {
        HmpOutput outer = monitor;
        monitor = output;
        commandThread = Thread.currentThread();
        return outer;
    }

    /** The command has returned. */
    void leave(HmpOutput outer) {
        monitor = outer;
        if (outer == null) {
            commandThread = null;
        }
    }
}
