package baton.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What manual and completion want to know of picocli's model. */
final class Commands {
    private Commands() {}

    /** The commands below {@code baton}, in the order of its help. */
    static List<CommandLine> below(CommandLine baton) {
        return new ArrayList<>(baton.getSubcommands().values());
    }

    /** The text before a command's arguments, without the word Usage. */
    static String synopsis(CommandLine command) {
        String[] own = command.getCommandSpec().usageMessage().customSynopsis();
        String text =
                own.length > 0 ? String.join("\n", own) : command.getHelp().synopsis(0);
        return Ansi.OFF.string(text).strip();
    }

    /** The first line of what it does. */
    static String line(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : plain(description[0]).strip();
    }

    /** All of what it does; an empty text is a new paragraph. */
    static List<String> description(CommandLine command) {
        return Stream.of(command.getCommandSpec().usageMessage().description())
                .map(Commands::plain)
                .collect(Collectors.toList());
    }

    /** Without picocli's signs for an end of line, and for a percent sign. */
    private static String plain(String text) {
        return text.replace("%n", " ").replace("%%", "%");
    }

    /** Its options, the standard ones too. */
    static List<OptionSpec> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .collect(Collectors.toList());
    }

    /** What an option does, its default put in. */
    static String text(OptionSpec option) {
        return String.join(" ", option.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()));
    }

    /** Words that may stand at position {@code index}; empty for names of files. */
    static List<String> words(CommandLine command, int index) {
        List<String> words = new ArrayList<>();
        for (PositionalParamSpec positional : command.getCommandSpec().positionalParameters()) {
            if (positional.index().contains(index) && positional.completionCandidates() != null) {
                positional.completionCandidates().forEach(words::add);
            }
        }
        return words;
    }
}
