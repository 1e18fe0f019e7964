package baton.cli.manual;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** baton(1). */
final class BatonPage {
    private BatonPage() {}

    static String text(CommandLine baton) {
        Roff page = new Roff("baton", "commands of a QEMU-compatible machine monitor");
        page.section("SYNOPSIS").synopsis("baton COMMAND [ARGUMENT...]");
        page.section("DESCRIPTION");
        for (String paragraph : Commands.description(baton)) {
            page.text(paragraph);
        }
        page.section("COMMANDS");
        for (CommandLine command : Commands.below(baton)) {
            command(page, command);
        }
        page.section("SEE ALSO").text("qemu-kvm(1)");
        return page.toString();
    }

    private static void command(Roff page, CommandLine command) {
        page.subsection("baton " + command.getCommandName()).synopsis(Commands.synopsis(command));
        for (String paragraph : Commands.description(command)) {
            page.text(paragraph);
        }
        for (PositionalParamSpec positional : command.getCommandSpec().positionalParameters()) {
            page.item(positional.paramLabel(), String.join(" ", positional.description()));
        }
        for (OptionSpec option : Commands.options(command)) {
            String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
            page.item(String.join(", ", option.names()) + value, Commands.text(option));
        }
        Map<String, String> statuses = command.getCommandSpec().usageMessage().exitCodeList();
        for (Map.Entry<String, String> status : statuses.entrySet()) {
            page.item("status " + status.getKey(), status.getValue());
        }
    }
}
