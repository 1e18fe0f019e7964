package baton.cli.manual;

import baton.cli.help.OptionList;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for bash, as bash-completion loads it by the name of the command. */
final class BashCompletion {
    private static final int POSITIONS = 2;

    private BashCompletion() {}

    /** For {@code baton}: commands, their options, and the words that fit a position; else files. */
    static String baton(CommandLine baton) {
        StringBuilder text = new StringBuilder("_baton() {\n"
                + "    local word=${COMP_WORDS[COMP_CWORD]} words= options= at=0 i\n"
                + "    COMPREPLY=()\n"
                + "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                + "        words='" + names(baton) + "'\n"
                + "    else\n"
                + "        for ((i = 2; i < COMP_CWORD; i++)); do\n"
                + "            case ${COMP_WORDS[i]} in -*) ;; *) at=$((at + 1)) ;; esac\n"
                + "        done\n"
                + "        case ${COMP_WORDS[1]} in\n");
        for (CommandLine command : Commands.below(baton)) {
            text.append("        ").append(command.getCommandName()).append(")\n");
            text.append("            options='").append(options(command)).append("'\n");
            text.append("            case $at in\n");
            for (int at = 0; at < POSITIONS; at++) {
                List<String> words = Commands.words(command, at);
                if (!words.isEmpty()) {
                    text.append("            ").append(at).append(") words='");
                    text.append(String.join(" ", words)).append("' ;;\n");
                }
            }
            text.append("            esac\n            ;;\n");
        }
        return text.append("        esac\n"
                        + "    fi\n"
                        + "    case $word in -*) words=$options ;; esac\n"
                        + "    if [ -n \"$words\" ]; then\n"
                        + "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
                        + "    else\n"
                        + "        compopt -o filenames 2>/dev/null\n"
                        + "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
                        + "    fi\n"
                        + "}\n"
                        + "complete -F _baton baton\n")
                .toString();
    }

    /** For {@code qemu-kvm} and {@code qemu-system-x86_64}: options; else files. */
    static String machine(OptionList options) {
        StringBuilder names = new StringBuilder();
        for (OptionList.Entry entry : options.entries()) {
            names.append(names.length() == 0 ? "-" : " -").append(entry.name());
        }
        return "_qemu_kvm() {\n"
                + "    local word=${COMP_WORDS[COMP_CWORD]}\n"
                + "    case $word in\n"
                + "    -*) mapfile -t COMPREPLY < <(compgen -W '" + names + "' -- \"$word\") ;;\n"
                + "    *)\n"
                + "        compopt -o filenames 2>/dev/null\n"
                + "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
                + "        ;;\n"
                + "    esac\n"
                + "}\n"
                + "complete -F _qemu_kvm qemu-kvm qemu-system-x86_64\n";
    }

    private static String names(CommandLine baton) {
        return String.join(" ", baton.getSubcommands().keySet());
    }

    private static String options(CommandLine command) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : Commands.options(command)) {
            names.add(option.longestName());
        }
        return String.join(" ", names);
    }
}
