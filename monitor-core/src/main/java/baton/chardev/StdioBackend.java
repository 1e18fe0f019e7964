package baton.chardev;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import baton.nat.libc.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Descriptors 0 and 1. They are shared with the shell, so O_NONBLOCK is set on an open file of our own where the kernel
 * gives one, else put back at close; a terminal is raw meanwhile. The end of input leaves the output working.
 */
final class StdioBackend implements Backend {
    private final Fd input;
    private final Fd output;
    private final boolean signal;
    /** Descriptors whose O_NONBLOCK we set. */
    private final List<Fd> madeNonBlocking = new ArrayList<>();
    /** The terminal's settings of the start; null when the input is none. */
    private Terminal terminal;

    /**
     * Takes the terminal, if {@code input} is one.
     *
     * @param input descriptor 0, borrowed
     * @param output descriptor 1, borrowed
     * @param signal whether Ctrl-C makes a signal
     */
    StdioBackend(Fd input, Fd output, boolean signal) throws ErrnoException {
        this.input = input;
        this.output = output;
        this.signal = signal;
        terminal = Terminal.isTerminal(input) ? Terminal.raw(input, signal) : null;
    }

    /** Makes the terminal raw again after the shell had it (SIGCONT). */
    void resumed() {
        try {
            for (Fd shared : madeNonBlocking) {
                shared.nonBlocking(true);
            }
            if (terminal == null) {
                return;
            }
            // The settings to restore at exit stay those of the start.
            Terminal.raw(input, signal);
        } catch (ErrnoException e) {
            // A terminal that hung up meanwhile has nothing left to be set.
            terminal = null;
        }
    }

    Wire wire() throws IOException {
        return new FdWire(usable(input, Sys.O_RDONLY), usable(output, Sys.O_WRONLY));
    }

    /** A non-blocking or always ready descriptor for the same file; null when {@code shared} is closed. */
    private Fd usable(Fd shared, int access) throws IOException {
        Files.Status status;
        try {
            status = Files.status(shared);
        } catch (ErrnoException e) {
            return null;
        }
        if (status.isRegular()) {
            return Fd.borrowed(shared.number());
        }
        Fd own = status.isSocket() ? null : reopened(shared.number(), access);
        if (own != null) {
            return own;
        }
        if (!shared.nonBlocking(true)) {
            madeNonBlocking.add(shared);
        }
        return Fd.borrowed(shared.number());
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
    public int columns() {
        return Terminal.columns(output);
    }

    @Override
    public boolean outlivesExec() {
        return true;
    }

    @Override
    public void inputEnded() {}

    /** Gives the terminal and the shared descriptors back as they were, for a while or for good. */
    void handBack() throws ErrnoException {
        if (terminal != null) {
            terminal.restore();
        }
        for (Fd shared : madeNonBlocking) {
            shared.nonBlocking(false);
        }
    }

    @Override
    public void close() throws IOException {
        handBack();
    }
}
