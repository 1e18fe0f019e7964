package baton.cli.manual;

import baton.cli.help.OptionList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for zsh: functions for a directory of {@code $fpath}, with what each word does beside it. */
final class ZshCompletion {
    private static final int POSITIONS = 2;

    private ZshCompletion() {}

    /** For {@code baton}. */
    static String baton(CommandLine baton) {
        StringBuilder text = new StringBuilder(
                "#compdef baton\n\n" + "_baton() {\n" + "    local -a commands\n" + "    commands=(\n");
        for (CommandLine command : Commands.below(baton)) {
            text.append("        ").append(quoted(command.getCommandName() + ":" + escaped(Commands.line(command))));
            text.append('\n');
        }
        text.append("    )\n"
                + "    if (( CURRENT == 2 )); then\n"
                + "        _describe command commands\n"
                + "        return\n"
                + "    fi\n"
                + "    local command=$words[2]\n"
                + "    shift words\n"
                + "    (( CURRENT-- ))\n"
                + "    case $command in\n");
        for (CommandLine command : Commands.below(baton)) {
            text.append("    ").append(command.getCommandName()).append(")\n        _arguments -S");
            for (OptionSpec option : Commands.options(command)) {
                String value = option.arity().max() > 0 ? ":" + escaped(option.paramLabel()) + ": " : "";
                String line = option.longestName() + "[" + escaped(Commands.text(option)) + "]" + value;
                text.append(" \\\n            ").append(quoted("*" + line));
            }
            for (int at = 0; at < POSITIONS; at++) {
                List<String> words = Commands.words(command, at);
                text.append(" \\\n            ").append(quoted((at + 1) + "::word:" + choice(words)));
            }
            text.append(" \\\n            '*::word:_files'\n        ;;\n");
        }
        return text.append("    esac\n}\n\n_baton \"$@\"\n").toString();
    }

    /** For {@code qemu-kvm} and {@code qemu-system-x86_64}: options with one dash, each possibly more than once. */
    static String machine(OptionList options) {
        StringBuilder text = new StringBuilder("#compdef qemu-kvm qemu-system-x86_64\n\n_arguments");
        for (OptionList.Entry entry : options.entries()) {
            String value = entry.syntax().isEmpty() ? "" : ":" + escaped(entry.syntax()) + ":_files";
            text.append(" \\\n    ").append(quoted("*-" + entry.name() + "[" + escaped(entry.line()) + "]" + value));
        }
        return text.append('\n').toString();
    }

    private static String choice(List<String> words) {
        return words.isEmpty() ? "_files" : "(" + String.join(" ", words) + ")";
    }

    private static String escaped(String plain) {
        return plain.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
