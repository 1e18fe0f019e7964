package baton.cli.daemon;

import baton.base.Trace;
import baton.chardev.Chardev;
import baton.chardev.ChardevException;
import baton.chardev.Chardevs;
import baton.cli.options.ChardevBackend;
import baton.cli.options.ChardevOptions;
import baton.cli.options.ConsoleOptions;
import baton.cli.options.MonitorOptions;
import baton.cli.options.OptionException;
import baton.monitor.hmp.HmpSession;
import baton.monitor.hmp.HmpShell;
import baton.monitor.hmp.LineMode;
import baton.monitor.qmp.QmpSession;
import java.util.concurrent.Executor;

/** Attaches a session to the chardev of each {@code -mon}, {@code -qmp} and {@code -monitor}. */
final class OpenMonitors {
    private final ConsoleOptions console;
    private final Chardevs chardevs;
    private final QmpSession.Wiring qmp;
    private final HmpShell shell;
    private final Executor mainLoop;
    private final Trace trace;

    OpenMonitors(
            ConsoleOptions console,
            Chardevs chardevs,
            QmpSession.Wiring qmp,
            HmpShell shell,
            Executor mainLoop,
            Trace trace) {
        this.console = console;
        this.chardevs = chardevs;
        this.qmp = qmp;
        this.shell = shell;
        this.mainLoop = mainLoop;
        this.trace = trace;
    }

    void open() throws OptionException {
        for (MonitorOptions monitor : console.monitors()) {
            try {
                open(monitor, chardevs.claim(monitor.chardev()));
            } catch (ChardevException e) {
                throw new OptionException(monitor.where() + ": " + e.getMessage());
            }
        }
    }

    private void open(MonitorOptions monitor, Chardev chardev) {
        if (monitor.control()) {
            new QmpSession(chardev, qmp, monitor.pretty()).start();
        } else {
            new HmpSession(chardev, shell, mode(monitor, chardev), mainLoop, trace).start();
        }
    }

    /** A person gets JLine, a pipe plain lines, and a socket QEMU's echo, which programs made for QEMU strip. */
    private LineMode mode(MonitorOptions monitor, Chardev chardev) {
        if (chardev.isTerminal()) {
            return LineMode.TERMINAL;
        }
        return isStdio(monitor.chardev()) ? LineMode.PLAIN : LineMode.ECHO;
    }

    private boolean isStdio(String id) {
        for (ChardevOptions chardev : console.chardevs()) {
            if (chardev.id().equals(id)) {
                return chardev.backend() instanceof ChardevBackend.Stdio;
            }
        }
        return false;
    }
}
