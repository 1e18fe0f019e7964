package baton.monitor.hmp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code help}: one line for each command, for one command, or for the topics of one. */
public final class HelpCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("help|?", "name:S?", "[cmd]", "show the help");

    private final HmpCommands commands;

    /** Explains {@code commands}. */
    public HelpCommand(HmpCommands commands) {
        this.commands = commands;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        HmpCursor in = new HmpCursor(args.strOr("name", ""));
        HmpCommands among = commands;
        StringBuilder before = new StringBuilder();
        while (!in.skipSpace().atEnd()) {
            String name = in.word(false);
            HmpCommand command = among == null ? null : among.find(name);
            if (command == null) {
                out.print("unknown command: '" + before + name + "'\n");
                return;
            }
            among = command.topics();
            if (among == null && in.skipSpace().atEnd()) {
                out.print(line(before.toString(), command));
                return;
            }
            before.append(name).append(' ');
        }
        list(before.toString(), among, out);
    }

    @Override
    public List<String> complete(List<String> words) {
        HmpCommands among = commands;
        for (int i = 0; i < words.size() - 1; i++) {
            HmpCommand command = among.find(words.get(i));
            if (command == null || command.topics() == null) {
                return List.of();
            }
            among = command.topics();
        }
        return HmpWords.names(among);
    }

    /** Prints a line for each of {@code commands}, by name, with {@code before} in front. */
    static void list(String before, HmpCommands commands, HmpOutput out) {
        List<HmpCommand> all = new ArrayList<>();
        for (String name : commands.names()) {
            all.add(commands.find(name));
        }
        all.sort(new Comparator<>() {
            @Override
            public int compare(HmpCommand a, HmpCommand b) {
                return a.spec().name().compareTo(b.spec().name());
            }
        });
        StringBuilder text = new StringBuilder();
        for (HmpCommand command : all) {
            text.append(line(before, command));
        }
        out.print(text.toString());
    }

    private static String line(String before, HmpCommand command) {
        HmpSpec spec = command.spec();
        return before + spec.name() + " " + spec.params() + " -- " + spec.help() + "\n";
    }
}
