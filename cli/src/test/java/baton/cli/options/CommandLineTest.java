package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void optionsLeftOut_goWithTheirArguments() throws OptionException {
        List<String> words =
                List.of("-S", "-m", "64M", "--incoming", "defer", "-append", "-incoming", "-add-fd", "fd=3,set=1");

        assertEquals(
                List.of("-m", "64M", "-append", "-incoming"),
                CommandLine.without(words, List.of("incoming", "S", "add-fd")));
    }

    @Test
    void wordThatIsNoOption_isRefused() {
        assertThrows(OptionException.class, () -> CommandLine.without(List.of("-m", "64M", "-foo"), List.of()));
    }
}
