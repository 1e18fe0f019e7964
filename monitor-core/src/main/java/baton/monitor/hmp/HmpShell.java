package baton.monitor.hmp;

import baton.base.MainLoopThread;
import baton.base.Trace;
import baton.monitor.MonitorFds;
import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Finds, parses and runs HMP commands; shared by all monitors. */
@MainLoopThread
public final class HmpShell implements HmpRunner {
    private final HmpCommands commands;
    private final Registers registers;
    private final IntSupplier cpus;
    private final HmpReporter reporter;
    private final HmpFormat format = new HmpFormat();
    private String historyFile;
    private Trace trace = Trace.NONE;
    private HmpGate gate = HmpGate.OPEN;

    /**
     * A shell over a registry.
     *
     * @param cpus how many vCPUs there are
     */
    public HmpShell(HmpCommands commands, Registers registers, IntSupplier cpus, HmpReporter reporter) {
        this.commands = commands;
        this.registers = registers;
        this.cpus = cpus;
        this.reporter = reporter;
    }

    /** Has every command line logged. */
    public void trace(Trace log) {
        trace = log;
    }

    /** Has {@code door} say from now on which commands may run. */
    public void guard(HmpGate door) {
        gate = door;
    }

    /** Keeps the lines typed at terminals in that file, for the next ones. */
    public void keepHistory(String file) {
        historyFile = file;
    }

    /** The file of {@link #keepHistory}; null for none. */
    String historyFile() {
        return historyFile;
    }

    /** Runs one line; everything it says, errors too, is printed to {@code out}. */
    public void execute(String line, HmpOutput out) {
        trace.log("handle_hmp_command", "cmdline: " + line);
        HmpCursor in = new HmpCursor(line);
        HmpCommand command = null;
        HmpCommands among = commands;
        int from = in.skipSpace().position();
        int typedTo = from;
        while (among != null && !in.skipSpace().atEnd()) {
            String name = in.word(true);
            typedTo = in.position();
            command = among.find(name);
            if (command == null) {
                out.print("unknown command: '" + in.since(from) + "'\n");
                return;
            }
            among = command.topics();
        }
        if (command != null) {
            String typed = line.substring(from, typedTo);
            if (gate.allows(typed)) {
                run(command, in, typed, out);
            } else {
                out.print("Command '" + typed + "' not available until machine initialization has completed.\n");
            }
        }
    }

    private void run(HmpCommand command, HmpCursor in, String typed, HmpOutput out) {
        HmpOutput outer = reporter.enter(out);
        try {
            command.run(new HmpParser(command.spec(), in, registers, format, out.cpu()).read(), out);
        } catch (HmpSyntaxException e) {
            out.print(e.getMessage() + "\nTry \"help " + typed + "\" for more information\n");
        } catch (QmpException e) {
            out.print("Error: " + e.getMessage() + "\n");
        } finally {
            reporter.leave(outer);
        }
    }

    @Override
    public String run(String line, long cpu, MonitorFds fds) throws QmpException {
        checkCpu(cpu);
        TextOutput out = new TextOutput((int) Math.max(cpu, 0), fds, null);
        execute(line, out);
        return out.text();
    }

    @Override
    public void run(String line, long cpu, MonitorFds fds, Consumer<String> end) throws QmpException {
        checkCpu(cpu);
        TextOutput out = new TextOutput((int) Math.max(cpu, 0), fds, end);
        execute(line, out);
        out.over();
    }

    private void checkCpu(long cpu) throws QmpException {
        if (cpu < -1 || cpu >= cpus.getAsInt()) {
            throw QmpException.generic("Parameter 'cpu-index' expects a CPU number");
        }
    }

    /** What the last word of a line typed so far may become, sorted. Words before it choose the command. */
    public List<String> complete(String typed) {
        List<String> words = HmpWords.split(typed);
        String last = words.get(words.size() - 1);
        List<String> found = new ArrayList<>();
        for (String candidate : candidates(words)) {
            if (candidate.startsWith(last)) {
                found.add(candidate);
            }
        }
        found.sort(null);
        return found;
    }

    private List<String> candidates(List<String> words) {
        HmpCommands among = commands;
        for (int i = 0; i < words.size() - 1; i++) {
            HmpCommand command = among.find(words.get(i));
            if (command == null) {
                return List.of();
            }
            if (command.topics() == null) {
                return arguments(command, words.subList(i + 1, words.size()));
            }
            among = command.topics();
        }
        return HmpWords.names(among);
    }

    private List<String> arguments(HmpCommand command, List<String> words) {
        List<String> all = new ArrayList<>(command.complete(words));
        List<String> byKind = new ArgumentWords(registers).of(command.spec().argsType(), words);
        byKind.removeAll(all);
        all.addAll(byKind);
        return all;
    }
}
