package baton.cli.options;

/** Walks the words of a command line: {@code -x} and {@code --x} alike, and the argument when the option takes one. */
final class OptionScanner {
    private final String[] words;
    private int at;
    private String name;
    private String where;

    OptionScanner(String[] words) {
        this.words = words.clone();
    }

    /** One option that was not on the command line but in a file. */
    static OptionScanner single(String name, String value, String where) {
        OptionScanner scanner = new OptionScanner(new String[] {value});
        scanner.name = name;
        scanner.where = where;
        return scanner;
    }

    /** Goes to the next option; false at the end. */
    boolean next() throws OptionException {
        if (at == words.length) {
            return false;
        }
        where = words[at++];
        if (!where.startsWith("-") || where.length() == 1) {
            throw OptionException.unsupported(
                    where.isEmpty() ? "''" : where, "the machine has no disk image; boot with -kernel FILE");
        }
        name = where.substring(where.startsWith("--") ? 2 : 1);
        return true;
    }

    /** How many words have been taken. */
    int position() {
        return at;
    }

    /** The option's name without dashes. */
    String name() {
        return name;
    }

    /** The option as written, with its argument once {@link #value} took it: the start of its errors. */
    String where() {
        return where;
    }

    /** Takes the option's argument. */
    String value() throws OptionException {
        if (at == words.length) {
            throw OptionException.at(where, "requires an argument");
        }
        String value = words[at++];
        if (where.startsWith("-")) {
            where = where + " " + value;
        }
        return value;
    }
}
