package baton.chardev;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import baton.nat.libc.Terminal;
import java.io.IOException;

/**
 * Descriptors 0 and 1. They are shared with the shell, so O_NONBLOCK is set on an open file of our own where the kernel
 * gives one, else put back at close; a terminal is raw meanwhile. The end of input leaves the output working.
 */
final class StdioBackend implements Backend {
    private final Fd terminalFd;
    private final boolean signal;
    private final boolean[] wasNonBlocking = {true, true};
    private Terminal terminal;

    /**
     * Takes the terminal.
     *
     * @param signal whether Ctrl-C makes a signal
     */
    StdioBackend(boolean signal) throws ErrnoException {
        this.signal = signal;
        Fd stdin = Fd.borrowed(0);
        terminalFd = Terminal.isTerminal(stdin) ? stdin : null;
        takeTerminal();
    }

    private void takeTerminal() throws ErrnoException {
        if (terminalFd != null) {
            terminal = Terminal.raw(terminalFd, signal);
        }
    }

    /** Makes the terminal raw again after the shell had it (SIGCONT). */
    void resumed() {
        if (terminal == null) {
            return;
        }
        try {
            // The settings to restore at exit stay those of the start.
            Terminal.raw(terminalFd, signal);
        } catch (ErrnoException e) {
            // A terminal that hung up meanwhile has nothing left to be set.
            terminal = null;
        }
    }

    Wire wire() throws IOException {
        return new FdWire(open(0, Sys.O_RDONLY), open(1, Sys.O_WRONLY));
    }

    /** A non-blocking or always ready descriptor for {@code number}; null when that is closed. */
    private Fd open(int number, int access) throws IOException {
        Fd shared = Fd.borrowed(number);
        Files.Status status;
        try {
            status = Files.status(shared);
        } catch (ErrnoException e) {
            return null;
        }
        if (status.isRegular()) {
            return shared;
        }
        Fd own = status.isSocket() ? null : reopened(number, access);
        if (own == null) {
            wasNonBlocking[number] = shared.nonBlocking(true);
            own = shared;
        }
        return own;
    }

    /** Opens the same pipe or terminal once more; null where the kernel does not let us. */
    private static Fd reopened(int number, int access) {
        try {
            return Files.open("/proc/self/fd/" + number, access | Sys.O_NONBLOCK | Sys.O_NOCTTY, 0);
        } catch (ErrnoException e) {
            return null;
        }
    }

    @Override
    public String filename() {
        return "stdio";
    }

    @Override
    public boolean isTerminal() {
        return terminal != null;
    }

    @Override
    public void inputEnded() {}

    @Override
    public void close() throws IOException {
        if (terminal != null) {
            terminal.restore();
        }
        for (int number = 0; number <= 1; number++) {
            if (!wasNonBlocking[number]) {
                Fd.borrowed(number).nonBlocking(false);
            }
        }
    }
}
