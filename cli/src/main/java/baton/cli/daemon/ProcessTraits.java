package baton.cli.daemon;

import baton.cli.options.FdSetEntry;
import baton.cli.options.OptionException;
import baton.cli.options.VmOptions;
import baton.monitor.FdStore;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Process;
import baton.nat.libc.Signals;
import baton.nat.libc.Sys;
import java.io.IOException;

/** What the command line wants of the process itself, before anything else is done: its end, its memory, what it inherits. */
final class ProcessTraits {
    private static final int SIGTERM = 15;

    private ProcessTraits() {}

    /** Applies {@code -daemonize}'s check, {@code -sandbox}, {@code -run-with exit-with-parent}, {@code -overcommit} and {@code -add-fd}. */
    static void apply(VmOptions options, FdStore fds) throws OptionException, ErrnoException {
        if (Background.wanted(options.process())) {
            Background.check();
        }
        new Confinement(options.process().confinement()).filter();
        if (options.process().exitWithParent()) {
            Process.signalWhenParentEnds(SIGTERM);
        }
        switch (options.run().overcommit().lock()) {
            case OFF -> {}
            case ON -> lockMemory(Sys.MCL_CURRENT | Sys.MCL_FUTURE);
            case ON_FAULT -> lockMemory(Sys.MCL_CURRENT | Sys.MCL_FUTURE | Sys.MCL_ONFAULT);
        }
        for (FdSetEntry entry : options.process().addFds()) {
            inherit(entry, fds);
        }
        ListenFds.keep(ListenFds.names(System.getenv(), Signals.processId()), fds);
    }

    private static void lockMemory(int flags) throws OptionException {
        try {
            Process.lockMemory(flags);
        } catch (ErrnoException e) {
            throw new OptionException("mlockall: " + e.getMessage(), "locking memory failed");
        }
    }

    private static void inherit(FdSetEntry entry, FdStore fds) throws OptionException {
        try {
            fds.inherit(entry.fd(), entry.set(), entry.opaque());
        } catch (IOException e) {
            throw new OptionException(entry.where() + ": " + e.getMessage());
        }
    }
}
