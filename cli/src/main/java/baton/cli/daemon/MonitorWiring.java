package baton.cli.daemon;

import baton.base.Trace;
import baton.chardev.Chardev;
import baton.chardev.ChardevException;
import baton.cli.metrics.CommandMeter;
import baton.cli.metrics.MetricsServer;
import baton.cli.options.ChardevBackend;
import baton.cli.options.ChardevOptions;
import baton.cli.options.ConsoleOptions;
import baton.cli.options.MonitorOptions;
import baton.cli.options.OptionException;
import baton.command.Commands;
import baton.command.HmpCommands;
import baton.command.Services;
import baton.command.hmp.CpuRegisters;
import baton.command.qtest.QtestSession;
import baton.machine.Inspection;
import baton.monitor.hmp.HmpReporter;
import baton.monitor.hmp.HmpSession;
import baton.monitor.hmp.HmpShell;
import baton.monitor.hmp.LineMode;
import baton.monitor.hmp.PreconfigHmpGate;
import baton.monitor.qmp.CommandGate;
import baton.monitor.qmp.EventHub;
import baton.monitor.qmp.PreconfigGate;
import baton.monitor.qmp.QmpCommands;
import baton.monitor.qmp.QmpSession;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Attaches a session to the chardev of each {@code -mon}, {@code -qmp} and {@code -monitor}. */
final class MonitorWiring {
    private final Services services;
    private final ConsoleOptions console;
    private final Executor mainLoop;
    private final Trace trace;
    private final HmpShell shell;
    private final EventHub events;
    private CommandGate gate = CommandGate.OPEN;
    private MetricsServer metrics;

    MonitorWiring(Services services, ConsoleOptions console, EventHub events, HmpReporter reporter, Executor mainLoop) {
        this.services = services;
        this.console = console;
        this.mainLoop = mainLoop;
        this.trace = services.log();
        Inspection guest = services.guest();
        IntSupplier cpus = new IntSupplier() {
            @Override
            public int getAsInt() {
                return guest.cpus();
            }
        };
        this.shell = new HmpShell(new HmpCommands(services), new CpuRegisters(guest), cpus, reporter);
        this.shell.trace(trace);
        this.events = events;
    }

    /** With {@code --preconfig} most commands wait until the machine is made. */
    void waitUntilMade() {
        gate = new PreconfigGate(made());
        shell.guard(new PreconfigHmpGate(made()));
    }

    private BooleanSupplier made() {
        return new BooleanSupplier() {
            @Override
            public boolean getAsBoolean() {
                return services.machine().made();
            }
        };
    }

    /** Opens all monitors; their commands are counted when {@code address} says where to tell. */
    void open(String address) throws OptionException {
        QmpCommands commands = new Commands(services, shell);
        if (address != null) {
            commands = measured(commands, address);
        }
        if (console.qtest() != null) {
            openQtest();
        }
        QmpSession.Wiring qmp = new QmpSession.Wiring(commands, events, gate, trace);
        for (MonitorOptions monitor : console.monitors()) {
            try {
                open(monitor, services.chardevs().claim(monitor.chardev()), qmp);
            } catch (ChardevException e) {
                throw new OptionException(monitor.where() + ": " + e.getMessage());
            }
        }
    }

    /** {@code -qtest}. */
    private void openQtest() throws OptionException {
        try {
            Fd log = console.qtestLog() == null
                    ? null
                    : Files.open(console.qtestLog(), Sys.O_WRONLY | Sys.O_CREAT | Sys.O_TRUNC, 0666);
            new QtestSession(services.chardevs().claim(console.qtest()), services.guest(), log).start();
        } catch (ErrnoException e) {
            throw new OptionException("-qtest-log " + console.qtestLog() + ": " + e.getMessage());
        } catch (ChardevException e) {
            throw new OptionException("-qtest: " + e.getMessage());
        }
    }

    private QmpCommands measured(QmpCommands commands, String address) throws OptionException {
        CommandMeter meter = new CommandMeter(commands);
        try {
            metrics = MetricsServer.open(address, services, meter);
        } catch (IOException e) {
            throw new OptionException("-metrics " + address + ": " + e.getMessage());
        }
        return meter;
    }

    /** As {@link baton.chardev.Chardevs#reclaim}. */
    boolean reclaim() throws IOException {
        return metrics == null || metrics.reclaim();
    }

    /** Tells nobody any more. */
    void close() throws IOException {
        if (metrics != null) {
            metrics.close();
        }
    }

    private void open(MonitorOptions monitor, Chardev chardev, QmpSession.Wiring qmp) {
        if (monitor.control()) {
            new QmpSession(chardev, qmp, monitor.pretty()).start();
        } else {
            new HmpSession(chardev, shell, mode(monitor, chardev), mainLoop, trace).start();
        }
    }

    /** A person gets JLine, a pipe plain lines, and a socket QEMU's echo, which programs made for QEMU strip. */
    private LineMode mode(MonitorOptions monitor, Chardev chardev) {
        if (chardev.isTerminal()) {
            shell.keepHistory(HistoryFile.path());
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
