package baton.cli.options;

/**
 * The command line cannot be honoured. Holds one or more errors in QEMU's words; the process prints
 * {@link #report} on stderr and exits with status 1.
 */
public final class OptionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String[] errors;
    private final boolean verbatim;

    /**
     * @param errors each without program name; may go on over several lines (hints). One that starts with a colon
     *     names a file and line, as in {@code :vm.cfg:3: text}.
     */
    public OptionException(String... errors) {
        this(false, errors);
    }

    private OptionException(boolean verbatim, String... errors) {
        super(errors[errors.length - 1], null, false, false);
        this.verbatim = verbatim;
        this.errors = errors.clone();
    }

    /** An error whose whole line QEMU prints in its own way, without the program's name or with another. */
    public static OptionException line(String line) {
        return new OptionException(true, line);
    }

    /** An error at a place of the command line: {@code -m abc: text}. */
    public static OptionException at(String where, String text) {
        return new OptionException(where.isEmpty() ? text : where + ": " + text);
    }

    /** Something QEMU has and Baton has not; {@code instead} says what to do. */
    static OptionException unsupported(String where, String instead) {
        return at(where, "not supported by Baton: " + instead);
    }

    /** The first error's text, without program name. */
    public String first() {
        return errors[0];
    }

    /** Everything to print on stderr, without a last newline, such as {@code qemu-system-x86_64: -foo: invalid option}. */
    public String report(String program) {
        if (verbatim) {
            return errors[0];
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < errors.length; i++) {
            text.append(i == 0 ? "" : "\n").append(program);
            text.append(errors[i].charAt(0) == ':' ? "" : ": ").append(errors[i]);
        }
        return text.toString();
    }
}
