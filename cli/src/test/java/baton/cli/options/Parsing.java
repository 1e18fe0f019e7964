package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Short ways to parse in tests. */
final class Parsing {
    private Parsing() {}

    static VmOptions run(String... words) throws OptionException {
        return assertInstanceOf(Request.Run.class, CommandLine.parse(words)).options();
    }

    static Request.Help help(String... words) throws OptionException {
        return assertInstanceOf(Request.Help.class, CommandLine.parse(words));
    }

    static String error(String... words) {
        return assertThrows(OptionException.class, () -> CommandLine.parse(words))
                .report("qemu");
    }
}
