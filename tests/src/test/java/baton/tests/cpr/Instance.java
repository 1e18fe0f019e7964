package baton.tests.cpr;

import baton.nat.libc.Fd;
import baton.tests.harness.FdSender;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A process the guest lives in, or is to live in: with a serial file and a QMP socket of its own. */
final class Instance implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path directory;
    private final List<String> arguments;
    private final Path serial;
    private final Path socket;
    /** What a shell opens for it. */
    private final List<String> redirections = new ArrayList<>();
    /** What it is started by. */
    private List<String> prefix = List.of();

    private MonitorProcess process;
    private QmpClient qmp;

    private Instance(Path directory, List<String> machine, List<String> more) {
        String name = "vm" + COUNT.incrementAndGet();
        this.directory = directory;
        this.serial = directory.resolve(name + ".serial");
        this.socket = directory.resolve(name + ".qmp");
        this.arguments = new ArrayList<>(machine);
        arguments.addAll(List.of("-serial", "file:" + serial, "-qmp", "unix:" + socket + ",server=on,wait=off"));
        arguments.addAll(more);
    }

    /** One that {@link #command} can be taken of, but that is not there yet. */
    static Instance planned(Path directory, Machine machine, List<String> more) throws IOException {
        return new Instance(directory, machine.arguments(directory), more);
    }

    /** One with all its arguments but serial line and QMP given. */
    static Instance plannedPlain(Path directory, List<String> machine, List<String> more) {
        return new Instance(directory, machine, more);
    }

    /** Has further arguments. */
    Instance with(List<String> more) {
        arguments.addAll(more);
        return this;
    }

    /** Is started by a shell that opens this first; null for nothing. */
    Instance behind(String redirection) {
        if (redirection != null) {
            redirections.add(redirection);
        }
        return this;
    }

    /** Is started by a command that these words begin. */
    Instance through(List<String> words) {
        prefix = words;
        return this;
    }

    /** Starts it. */
    Instance start() throws IOException {
        process = MonitorProcess.start(directory, command());
        return this;
    }

    /** Starts it by a program that becomes it. */
    Instance startBy(List<String> program) throws IOException {
        List<String> words = new ArrayList<>(program);
        words.addAll(command());
        process = MonitorProcess.start(directory, words);
        return this;
    }

    /** Gives it a descriptor by name; its QMP connection is another one afterwards. */
    void give(String name, Fd fd) throws IOException {
        if (qmp != null) {
            qmp.close();
            qmp = null;
        }
        FdSender.give(socket, name, fd);
    }

    /** It has begun inside of a process that is there. */
    Instance inside(Instance old) {
        process = old.process;
        return this;
    }

    /** Program and arguments. */
    List<String> command() {
        List<String> command = new ArrayList<>(prefix);
        if (!redirections.isEmpty()) {
            String open = "exec " + String.join(" ", redirections) + "; exec \"$@\"";
            command.addAll(List.of("sh", "-c", open, "sh"));
        }
        command.add(Program.underTest().path().toString());
        command.addAll(arguments);
        return command;
    }

    MonitorProcess process() {
        return process;
    }

    Path serial() {
        return serial;
    }

    /** What it printed as errors, on one line, without warnings. */
    String errors() {
        StringBuilder lines = new StringBuilder();
        for (String line : process.err().text().split("\n")) {
            if (!line.contains("warning: ")) {
                lines.append(lines.length() == 0 ? "" : " / ").append(line.replace("qemu-system-x86_64: ", ""));
            }
        }
        return lines.toString();
    }

    /** The QMP connection, made when first asked for. */
    QmpClient qmp() throws IOException, QmpError {
        if (qmp == null) {
            qmp = QmpClient.connect(socket);
        }
        return qmp;
    }

    /** What query-status says. */
    String status() throws IOException, QmpError {
        return (String) qmp().query("query-status").get("status");
    }

    /** Why the last migration failed, once it has. */
    String awaitFailure() throws IOException, QmpError {
        qmp().awaitMigration("failed");
        return String.valueOf(qmp().query("query-migrate").get("error-desc"));
    }

    /** Kills it as nothing else does. */
    void kill() {
        process.close();
    }

    /** Ends it with {@code quit} and gives the exit status. */
    int quit() throws IOException, QmpError {
        qmp().execute("quit");
        return process.awaitExit();
    }

    @Override
    public void close() throws IOException {
        try {
            if (qmp != null) {
                qmp.close();
            }
        } finally {
            if (process != null) {
                process.close();
            }
        }
    }
}
