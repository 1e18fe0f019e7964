package baton.cli.schema;

import baton.cli.daemon.Declarations;
import baton.monitor.json.JsonWriter;
import baton.monitor.qmp.QmpCommands;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EventSpec;
import baton.monitor.qmp.schema.Events;
import baton.monitor.qmp.schema.SchemaEntries;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton schema}: what QMP commands and events there are, what they take and give. */
@Command(
        name = "schema",
        description = {
            "Show the QMP commands and events there are; or one of them, with what it takes and gives.",
            "",
            "Needs no running machine: this is what query-qmp-schema is made from."
        },
        synopsisHeading = "Usage: ",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:shown", "1:there is no such command or event", "2:wrong command line"},
        mixinStandardHelpOptions = true)
public final class SchemaCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "COMMAND",
            completionCandidates = Names.class,
            description = "Name of a command or an event; without: the list of all.")
    private String name;

    @Option(names = "--json", description = "All of it as query-qmp-schema answers.")
    private boolean json;

    /** Made by picocli. */
    public SchemaCommand() {}

    /** Prints; the result is the exit status. */
    @Override
    public Integer call() throws IOException {
        return show(Declarations.load().commands(), System.out);
    }

    private int show(QmpCommands commands, PrintStream out) {
        List<CommandSpec> specs = specs(commands);
        if (json) {
            byte[] line = JsonWriter.line(SchemaEntries.of(specs, Events.ALL), true);
            out.print(new String(line, StandardCharsets.US_ASCII).replace("\r", ""));
            return 0;
        }
        String text = name == null ? list(specs) : one(specs, name);
        if (text == null) {
            System.err.println("baton schema: there is no command and no event " + name + "; baton schema lists them");
            return 1;
        }
        out.print(text);
        return 0;
    }

    private static List<CommandSpec> specs(QmpCommands commands) {
        List<CommandSpec> specs = new ArrayList<>();
        for (String command : commands.names()) {
            specs.add(commands.find(command).spec());
        }
        specs.sort(Comparator.comparing(CommandSpec::name));
        return specs;
    }

    private static String list(List<CommandSpec> specs) {
        StringBuilder text = new StringBuilder("Commands:\n");
        for (CommandSpec spec : specs) {
            text.append(String.format(Locale.ROOT, "  %-34s %s%n", spec.name(), spec.doc()));
        }
        text.append("\nEvents:\n");
        for (EventSpec event : Events.ALL) {
            text.append("  ").append(event.name()).append('\n');
        }
        return text.toString();
    }

    /** The page of a command or event; null when there is none of that name. */
    static String one(List<CommandSpec> specs, String name) {
        for (CommandSpec spec : specs) {
            if (spec.name().equals(name)) {
                return command(spec);
            }
        }
        for (EventSpec event : Events.ALL) {
            if (event.name().equals(name)) {
                return new TypeText()
                        .add("Event " + name + " with", event.data())
                        .toString();
            }
        }
        return null;
    }

    private static String command(CommandSpec spec) {
        List<String> notes = new ArrayList<>(spec.features());
        if (spec.allowsOob()) {
            notes.add("may run out of band");
        }
        if (spec.allowsPreconfig()) {
            notes.add("may run before the machine is made");
        }
        return "Command " + spec.name() + ": " + spec.doc() + "\n"
                + (notes.isEmpty() ? "" : "(" + String.join("; ", notes) + ")\n")
                + new TypeText().add("Takes", spec.arguments()).add("Returns", spec.result());
    }

    /** For completion in shells: what may be asked for. */
    public static final class Names implements Iterable<String> {
        /** Made by picocli. */
        public Names() {}

        @Override
        public Iterator<String> iterator() {
            try {
                List<String> names = new ArrayList<>(
                        Arrays.asList(Declarations.load().commands().names()));
                for (EventSpec event : Events.ALL) {
                    names.add(event.name());
                }
                names.sort(null);
                return names.iterator();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
