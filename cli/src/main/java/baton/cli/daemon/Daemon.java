package baton.cli.daemon;

import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.chardev.ChardevException;
import baton.chardev.ChardevHost;
import baton.chardev.Chardevs;
import baton.cli.options.ChardevOptions;
import baton.cli.options.MachineType;
import baton.cli.options.OptionException;
import baton.cli.options.VmOptions;
import baton.command.Services;
import baton.command.balloon.Balloons;
import baton.command.dump.Dumps;
import baton.command.log.LogSwitch;
import baton.cpr.CprModes;
import baton.cpr.Inheritance;
import baton.machine.Machine;
import baton.machine.board.Clocks;
import baton.machine.memory.MemoryObjects;
import baton.machine.time.HostClock;
import baton.mainloop.IoThreads;
import baton.mainloop.MainLoop;
import baton.migration.channel.Channels;
import baton.migration.run.MigrationService;
import baton.migration.run.Rehearsal;
import baton.migration.spi.MigrationHost;
import baton.migration.spi.Understudy;
import baton.migration.vmstate.VmStateException;
import baton.monitor.FdStore;
import baton.monitor.MainLoopExecutor;
import baton.monitor.hmp.HmpReporter;
import baton.monitor.qmp.EventHub;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One running Baton: everything a command line asked for, wired by constructor, from the first descriptor to the exit
 * status. The order is QEMU's, so that what fails first says what QEMU would say first.
 */
@MainLoopThread
public final class Daemon {
    private static final int DRAIN_MILLIS = 500;

    private final VmOptions options;
    private final HmpReporter reporter;
    private final MainLoop loop;
    private final Executor mainLoop;
    private final EventHub events;
    private final Names names;
    private final FdStore fds;
    private final Chardevs chardevs;
    private final NetWiring network;
    private final Balloons balloons;
    private final LogSwitch log;
    private final IoThreads ioThreads = new IoThreads();
    private Inheritance inheritance = Inheritance.none();
    private MachineAssembly assembly;
    private Machine machine;
    private MigrationWiring migration;
    private MonitorWiring monitors;
    private PidFile pidFile;
    private int exitStatus;

    private Daemon(VmOptions options, Reporter stderr) throws IOException, OptionException {
        this.options = options;
        this.reporter = new HmpReporter(stderr);
        this.log = LogTrace.of(options.process().log());
        this.loop = MainLoop.create(reporter);
        this.mainLoop = new MainLoopExecutor(loop);
        this.events = new EventHub(mainLoop, loop);
        this.balloons = new Balloons(events);
        this.names = new Names(loop, events, reporter);
        this.events.trace(log);
        this.fds = new FdStore();
        this.network = new NetWiring(loop, events, fds, reporter);
        this.chardevs = new Chardevs(loop, reporter, new Host(), fds);
    }

    /**
     * Runs until something ends the process.
     *
     * @return its exit status
     */
    public static int run(VmOptions options, Reporter stderr) {
        for (String warning : options.warnings()) {
            stderr.error(warning); // says itself that it is a warning
        }
        try {
            Daemon daemon = new Daemon(options, stderr);
            try {
                daemon.start();
                daemon.loop.run();
            } catch (OptionException e) {
                daemon.inheritance.predecessor().failed(e.getMessage());
                throw e;
            } finally {
                daemon.end();
            }
            return daemon.exitStatus;
        } catch (OptionException e) {
            System.err.println(e.report(StderrReporter.PROGRAM));
        } catch (IOException e) {
            stderr.error(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (VmStateException e) {
            stderr.error(e.getMessage());
        }
        return 1;
    }

    private void start() throws OptionException, IOException, VmStateException {
        ProcessTraits.apply(options, fds);
        new HostSignals(this, loop, chardevs, reporter).watch();
        MigrationHost process = new MigrationProcess();
        Channels channels = new Channels(fds, reporter);
        Rehearsal rehearsal = new Rehearsal(process, channels, reporter);
        inheritance = new CprWiring(loop, reporter, rehearsal).receive(options.migration());
        if (inheritance == null) {
            inheritance = Inheritance.none();
            return;
        }
        openChardevs();
        MemoryObjects objects = MemoryMapping.objects(options.objects(), new RamFiles(inheritance.fds(), fds));
        network.open(options.netdevs(), inheritance.fds());
        DiskAssembly disks = openDisks();
        assembly = new MachineAssembly(
                options,
                objects,
                inheritance.fds(),
                new HostSide(loop, chardevs, network, disks, balloons, events),
                reporter);
        build(disks);
        CprModes modes = new CprModes(
                inheritance, new Becoming(options, chardevs, reporter), new KeptDescriptors(chardevs, network));
        MigrationService service =
                new MigrationService(machine.migratable(), modes, channels, process, events, reporter);
        service.rehearsal(rehearsal);
        network.parameters(service);
        migration = new MigrationWiring(options.migration(), inheritance, service, process, loop, reporter);
        monitors = new MonitorWiring(services(objects), options.console(), events, reporter, mainLoop);
        if (options.migration().preconfig()) {
            monitors.waitUntilMade();
        }
        monitors.open(options.process().metrics());
        chardevs.focusFirst();
        network.warnOfUnused();
        beNamed();
        new Confinement(options.process().confinement()).settle();
        migration.startIncoming();
        if (!options.migration().preconfig()) {
            machine.powerOn();
        }
        if (Background.wanted(options.process())) {
            Background.ready();
        }
        tellManager("READY=1");
    }

    /** What is outside is watched, unless it cannot be seen from in here. */
    private void beNamed() throws OptionException {
        if (options.process().pidFile() != null) {
            pidFile =
                    PidFile.write(options.process().pidFile(), inheritance.fds().inherits());
        }
        if (options.process().confinement().root() == null) {
            names.are(chardevs, monitors, pidFile, migration.service());
        }
    }

    private static void tellManager(String state) {
        String socket = System.getenv("NOTIFY_SOCKET");
        if (socket != null && !socket.isEmpty()) {
            Systemd.tell(socket, state);
        }
    }

    /** The machine, with what the command line plugs into it. */
    private void build(DiskAssembly disks) throws OptionException, IOException {
        GuestRequests guest = new GuestRequests(loop, new Supplier<>() {
            @Override
            public Machine get() {
                return machine;
            }
        });
        Clocks clocks = new Clocks(HostClock.monotonic(loop), HostClock.timeOfDay(loop));
        machine = new Machine(
                assembly.build(clocks, guest), Policies.of(options, exitRequest(0), exitRequest(1)), names, reporter);
        disks.give(machine.disks());
        if (!options.plugs().isEmpty()) {
            HotPlug.addAll(machine, options.plugs(), assembly);
        }
    }

    private void openChardevs() throws OptionException {
        for (ChardevOptions chardev : options.console().chardevs()) {
            try {
                chardevs.create(
                        ChardevConfigs.of(chardev, inheritance.fds().inherits(), fds),
                        ChardevConfigs.survival(chardev));
            } catch (ChardevException e) {
                throw new OptionException(chardev.where() + ": " + e.getMessage());
            }
        }
        chardevs.handOver().begin(inheritance.unread());
    }

    private DiskAssembly openDisks() throws OptionException {
        Supplier<Machine> when = new Supplier<>() {
            @Override
            public Machine get() {
                return machine;
            }
        };
        DiskAssembly disks = new DiskAssembly(options, ioThreads, loop, when, events, reporter);
        disks.open();
        return disks;
    }

    private Services services(MemoryObjects objects) {
        HotPlug peripherals = new HotPlug(machine, migration.service(), assembly);
        return new Services(
                machine,
                migration.service(),
                chardevs,
                fds,
                objects,
                peripherals,
                new Dumps(machine, loop, events, reporter),
                Facts.of(options),
                loop,
                reporter,
                network,
                balloons,
                log,
                ioThreads,
                exitRequest(0));
    }

    /** Ends the process in order, with that status, for those who have told clients why. */
    private Runnable exitRequest(int status) {
        return new Runnable() {
            @Override
            public void run() {
                exit(status);
            }
        };
    }

    /** Ends the process with {@code status} once the work in hand is done. */
    void exit(int status) {
        exitStatus = status;
        loop.stop();
    }

    /** {@code quit}, and the mux's Ctrl-A x. */
    void quit(String reason) {
        if (machine != null) {
            machine.shutdownByHost(reason);
        }
        exit(0);
    }

    /**
     * Saves what others would miss: last bytes of serial ports and monitors, the terminal, names in the file system. All
     * else is the kernel's to close when the process ends, at once; closing the VM first would take 30 ms.
     */
    private void end() throws IOException {
        if (migration != null) {
            migration.close();
        }
        if (machine != null) {
            machine.park();
        }
        chardevs.drain(DRAIN_MILLIS);
        chardevs.close();
        if (monitors != null) {
            monitors.close();
        }
        if (pidFile != null) {
            pidFile.remove();
        }
        tellManager("STOPPING=1");
    }

    /** What chardevs ask of the process. */
    private final class Host implements ChardevHost {
        @Override
        public Fd inherited(String name) {
            return inheritance.fds().take(name);
        }

        @Override
        public boolean guestElsewhere() {
            return inheritance.guestRuns();
        }

        @Override
        public void info(String text) {
            System.err.println(StderrReporter.PROGRAM + ": info: " + text);
        }

        @Override
        public void print(String line) {
            System.out.println(line);
        }

        @Override
        public void quit() {
            Daemon.this.quit("host-qmp-quit");
        }
    }

    /** What migrations ask of the process. */
    private final class MigrationProcess implements MigrationHost {
        @Override
        public void post(Runnable task) {
            loop.post(task);
        }

        @Override
        public void exit(int status) {
            Daemon.this.exit(status);
        }

        @Override
        public void stays() {
            names.stay();
        }

        @Override
        public void arrived() {
            chardevs.handOver().arrived();
            try {
                // What no chardev of this command line goes on with: who is there is not to wait for an answer.
                inheritance.drop(Chardevs.keptName(""));
            } catch (IOException e) {
                reporter.warn("a connection of the old process could not be closed: " + e.getMessage());
            }
        }

        @Override
        public Understudy understudy() {
            return options.machine().type() == MachineType.NONE ? null : new UnderstudyMicrovm(options);
        }
    }
}
