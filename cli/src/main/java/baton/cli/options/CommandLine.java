package baton.cli.options;

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
        OptionScanner scanner = new OptionScanner(words);
        OptionTable table = new OptionTable();
        while (scanner.next()) {
            table.apply(scanner);
            if (table.help() != null) {
                return table.help();
            }
        }
        return table.finish();
    }
}
