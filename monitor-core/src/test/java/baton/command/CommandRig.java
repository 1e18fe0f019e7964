package baton.command;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import baton.base.EventSink;
import baton.base.Reporter;
import baton.base.Trace;
import baton.chardev.ChardevConfig;
import baton.chardev.ChardevException;
import baton.chardev.ChardevHost;
import baton.chardev.Chardevs;
import baton.command.balloon.Balloons;
import baton.command.dump.Dumps;
import baton.command.hmp.CpuRegisters;
import baton.command.log.LogSwitch;
import baton.command.machine.GuestFacts;
import baton.command.machine.Peripherals;
import baton.machine.Machine;
import baton.machine.MachinePolicy;
import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.MemoryException;
import baton.machine.memory.MemoryObjects;
import baton.machine.memory.RamBackend;
import baton.machine.memory.RamBackends;
import baton.mainloop.IoThreads;
import baton.mainloop.MainLoop;
import baton.migration.channel.Channels;
import baton.migration.run.MigrationService;
import baton.migration.run.NormalMode;
import baton.migration.spi.MigrationHost;
import baton.monitor.ErrorClass;
import baton.monitor.FdStore;
import baton.monitor.MonitorFds;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpReporter;
import baton.monitor.hmp.HmpShell;
import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import baton.monitor.json.JsonWriter;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpMonitor;
import baton.monitor.qmp.Reply;
import baton.nat.libc.Fd;
import baton.net.NetAddress;
import baton.net.NetException;
import baton.net.NetHost;
import baton.net.Netdevs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Both registries over a machine without processors, with 64 KiB of RAM at 0 and a ringbuf {@code rb0}. */
final class CommandRig implements AutoCloseable {
    static final int RAM_BYTES = 0x10000;

    final IoThreads ioThreads = new IoThreads();
    final List<String> happened = new ArrayList<>();
    final MonitorFds received = new MonitorFds(Trace.NONE);
    final RamBackend ram;
    final MemoryObjects objects = new MemoryObjects();
    final OneBlockBoard board;
    final Machine machine;
    final Commands commands;
    final HmpShell shell;
    final Services services;
    private final MainLoop loop;
    private final Chardevs chardevs;
    private final FdStore fds = new FdStore();

    CommandRig() throws IOException, MemoryException, ChardevException {
        this(new GuestFacts("vm0", null, true, 1, 1), false);
    }

    CommandRig(GuestFacts facts, boolean incoming) throws IOException, MemoryException, ChardevException {
        Reporter stderr = new Stderr();
        HmpReporter reporter = new HmpReporter(stderr);
        EventSink events = (name, data) -> happened.add(data.isEmpty() ? name : name + " " + JsonWriter.text(data));
        loop = MainLoop.create(reporter);
        chardevs = new Chardevs(loop, reporter, new Host(), fds);
        chardevs.create(new ChardevConfig.Ringbuf("rb0", false, 64));
        ram = RamBackends.create(MemoryBackendConfig.plain("microvm.ram", RAM_BYTES));
        objects.adopt(ram);
        board = new OneBlockBoard(ram);
        machine = new Machine(
                board,
                new MachinePolicy(false, incoming, false, false, null, () -> happened.add("exit")),
                events,
                reporter);
        MigrationService migration = new MigrationService(
                machine.migratable(),
                mode -> new NormalMode(),
                new Channels(fds, reporter),
                new Poster(),
                events,
                reporter);
        Netdevs network = new Netdevs(loop, new NoNetwork());
        services = new Services(
                machine,
                migration,
                chardevs,
                fds,
                objects,
                new Slots(),
                new Dumps(machine, loop, events, reporter),
                facts,
                loop,
                reporter,
                () -> network,
                new Balloons(events),
                new LogSwitch(file -> new Log(file)),
                ioThreads,
                () -> happened.add("quit"));
        shell = new HmpShell(new HmpCommands(services), new CpuRegisters(services.guest()), () -> 0, reporter);
        shell.trace(services.log());
        commands = new Commands(services, shell);
    }

    /** Runs the main loop until something that begins with {@code what} has happened. */
    void untilHappened(String what) {
        loop.runUntil(() -> happened.stream().anyMatch(one -> one.startsWith(what)));
    }

    /** What an HMP line prints, lines ended by a plain newline. */
    String hmp(String line) throws QmpException {
        return shell.run(line, -1, received).replace("\r\n", "\n");
    }

    /** The JSON a command answers with; single quotes in {@code arguments} stand for double ones. */
    String qmp(String name, String arguments) throws QmpException {
        return JsonWriter.text(result(name, arguments));
    }

    Object result(String name, String arguments) throws QmpException {
        Object[] result = new Object[1];
        QmpCommand command = commands.find(name);
        command.run(new ArgReader(command.spec().check(parse(arguments))), new Reply() {
            @Override
            public void done(Object value) {
                result[0] = value;
                happened.add("reply");
            }

            @Override
            public void fail(QmpException refusal) {
                throw new AssertionError(refusal);
            }

            @Override
            public QmpMonitor monitor() {
                return new Client();
            }
        });
        assertNotNull(result[0], "no reply");
        return result[0];
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String text) {
        try {
            return (Map<String, Object>) JsonReader.parse(text.isEmpty() ? "{}" : text.replace('\'', '"'));
        } catch (JsonSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        chardevs.close();
        objects.close();
        fds.close();
        machine.close();
        loop.close();
    }

    private final class Stderr implements Reporter {
        @Override
        public void error(String text) {
            happened.add("error: " + text);
        }

        @Override
        public void warn(String text) {
            happened.add("warning: " + text);
        }
    }

    /** Notes what is asked of it. */
    private final class Slots implements Peripherals {
        @Override
        public void add(Map<String, Object> properties) {
            happened.add("add " + JsonWriter.text(properties));
        }

        @Override
        public void add(String text) {
            happened.add("add " + text);
        }

        @Override
        public void remove(String name) throws QmpException {
            if (name.equals("nope")) {
                throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Device 'nope' not found");
            }
            happened.add("remove " + name);
        }
    }

    private final class Client implements QmpMonitor {
        @Override
        public String label() {
            return "mon0";
        }

        @Override
        public MonitorFds fds() {
            return received;
        }

        @Override
        public void negotiate(boolean oob) {
            happened.add("negotiated");
        }
    }

    private final class Poster implements MigrationHost {
        @Override
        public void post(Runnable task) {
            loop.post(task);
        }

        @Override
        public void exit(int status) {
            happened.add("exit " + status);
        }
    }

    /** Notes lines. */
    private final class Log implements LogSwitch.Sink {
        private final String file;

        Log(String file) throws IOException {
            if ("/nosuch/log".equals(file)) {
                throw new IOException("No such file or directory");
            }
            this.file = file;
        }

        @Override
        public void line(String event, String text) {
            happened.add("log " + file + " " + event + " " + text);
        }

        @Override
        public void close() {
            happened.add("log " + file + " closed");
        }
    }

    private static final class NoNetwork implements NetHost {
        @Override
        public Fd descriptor(String name) throws NetException {
            throw new NetException("File descriptor named '" + name + "' has not been found");
        }

        @Override
        public Fd inherited(String name) {
            return null;
        }

        @Override
        public void event(String name, String netdev, NetAddress address) {
            throw new AssertionError(name);
        }

        @Override
        public void warn(String text) {
            throw new AssertionError(text);
        }
    }

    private static final class Host implements ChardevHost {
        @Override
        public void info(String text) {
            throw new AssertionError(text);
        }

        @Override
        public void print(String line) {
            throw new AssertionError(line);
        }

        @Override
        public void quit() {
            throw new AssertionError("quit");
        }
    }
}
