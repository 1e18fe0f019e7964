package baton.cli.daemon;

import baton.base.EventSink;
import baton.base.Reporter;
import baton.chardev.ChardevHost;
import baton.chardev.Chardevs;
import baton.command.Commands;
import baton.command.HmpCommands;
import baton.command.Services;
import baton.command.balloon.Balloons;
import baton.command.dump.Dumps;
import baton.command.hmp.CpuRegisters;
import baton.command.log.LogSwitch;
import baton.command.machine.GuestFacts;
import baton.cpr.CprModes;
import baton.cpr.Inheritance;
import baton.cpr.state.DeviceFds;
import baton.machine.Machine;
import baton.machine.MachinePolicy;
import baton.machine.board.NoneBoard;
import baton.machine.memory.MemoryObjects;
import baton.mainloop.IoThreads;
import baton.mainloop.MainLoop;
import baton.migration.channel.Channels;
import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationHost;
import baton.monitor.FdStore;
import baton.monitor.hmp.HmpReporter;
import baton.monitor.hmp.HmpShell;
import baton.monitor.qmp.QmpCommands;
import java.io.IOException;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The registries of commands without a daemon, for those who only read declarations: over {@code -machine none}, with a main
 * loop that never runs. What it opens ends with the process.
 */
public final class Declarations {
    private final Commands commands;
    private final HmpCommands lines;

    private Declarations() throws IOException {
        Quiet quiet = new Quiet();
        HmpReporter reporter = new HmpReporter(quiet);
        MainLoop loop = MainLoop.create(reporter);
        FdStore fds = new FdStore();
        Chardevs chardevs = new Chardevs(loop, reporter, quiet, fds);
        Machine machine = new Machine(
                new NoneBoard(), new MachinePolicy(false, false, false, false, null, quiet), quiet, reporter);
        MigrationService migration = new MigrationService(
                machine.migratable(),
                new CprModes(Inheritance.none(), null, DeviceFds.NONE),
                new Channels(fds, reporter),
                quiet,
                quiet,
                reporter);
        Services services = new Services(
                machine,
                migration,
                chardevs,
                fds,
                new MemoryObjects(),
                new HotPlug(machine, migration, null),
                new Dumps(machine, loop, quiet, reporter),
                new GuestFacts(null, null, false, 1, 1),
                loop,
                reporter,
                new NetWiring(loop, quiet, fds, reporter),
                new Balloons(quiet),
                new LogSwitch(null),
                new IoThreads(),
                quiet);
        lines = new HmpCommands(services);
        commands = new Commands(services, new HmpShell(lines, new CpuRegisters(services.guest()), quiet, reporter));
    }

    /** Makes them. */
    public static Declarations load() throws IOException {
        return new Declarations();
    }

    /** All QMP commands; only their declarations may be used. */
    public QmpCommands commands() {
        return commands;
    }

    /** All commands of the human monitor; only their declarations may be used. */
    public baton.monitor.hmp.HmpCommands lines() {
        return lines;
    }

    /** Everything a machine wants of its process, which here is nothing. */
    private static final class Quiet implements ChardevHost, MigrationHost, EventSink, IntSupplier, Runnable, Reporter {
        @Override
        public void info(String text) {}

        @Override
        public void print(String line) {}

        @Override
        public void quit() {}

        @Override
        public void post(Runnable task) {}

        @Override
        public void exit(int status) {}

        @Override
        public void event(String name, Map<String, ?> data) {}

        @Override
        public void error(String text) {}

        @Override
        public void warn(String text) {}

        @Override
        public int getAsInt() {
            return 0;
        }

        @Override
        public void run() {}
    }
}
