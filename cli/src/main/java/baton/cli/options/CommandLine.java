package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/** Parses QEMU's command line: the way into this package. */
public final class CommandLine {
    private CommandLine() {}

    /**
     * Parses the words after the program's name.
     *
     * @return a machine to run, or a text to print
     * @throws OptionException when QEMU would refuse them, or Baton has to
     */
    public static Request parse(String... words) throws OptionException {
        OptionScanner scanner = new OptionScanner(SetOption.carriedOut(words));
        OptionTable table = new OptionTable();
        while (scanner.next()) {
            table.apply(scanner);
            if (table.help() != null) {
                return table.help();
            }
        }
        return table.finish();
    }

    /**
     * The words without some options and their arguments.
     *
     * @param names without dashes
     * @throws OptionException as {@link #parse}, as far as single words tell
     */
    public static List<String> without(List<String> words, List<String> names) throws OptionException {
        OptionScanner scanner = new OptionScanner(words.toArray(new String[0]));
        OptionTable table = new OptionTable();
        List<String> kept = new ArrayList<>();
        int from = 0;
        while (scanner.next()) {
            table.apply(scanner);
            if (!names.contains(scanner.name())) {
                kept.addAll(words.subList(from, scanner.position()));
            }
            from = scanner.position();
        }
        return kept;
    }
}
