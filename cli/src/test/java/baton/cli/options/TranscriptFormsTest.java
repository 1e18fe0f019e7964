package baton.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command line of the captured cli-memory-forms and cli-incoming-forms, with microvm for pc. */
class TranscriptFormsTest {
    /** Refused by QEMU only when it opens something, which parsing does not. */
    private static final Set<String> LATER = Set.of(
            "file existing too small",
            "file bad dir",
            "file offset unaligned",
            "hugetlb",
            "add-fd fd=99,set=2",
            "add-fd + memory-backend-file mem-path=/dev/fdset/2 (10.2.2: not supported)",
            "ram size=64 (bytes!)",
            "vsock",
            "dotted channel-type=main",
            "file missing",
            "exec cat of garbage",
            "fd invalid",
            "fd name",
            "offset");

    /** Options Baton has not: refused, in its own words. */
    private static final Set<String> NOT_HERE = Set.of("drive via fdset", "drive fdset missing", "drive fdset garbage");

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void form_endsAsInQemu(String title, String commandLine, String expected) throws OptionException {
        String[] words = words(commandLine);

        if (NOT_HERE.contains(title)) {
            String error = Parsing.error(words);
            assertEquals(true, error.contains("not supported by Baton: "), error);
        } else if (expected.isEmpty() || LATER.contains(title)) {
            Parsing.run(words);
        } else {
            assertEquals(expected, Parsing.error(words).replace("qemu: ", "qemu-system-x86_64: "));
        }
    }

    static Stream<Arguments> forms() throws IOException {
        List<Arguments> forms = new ArrayList<>();
        String title = "";
        String commandLine = null;
        StringBuilder error = new StringBuilder();
        for (String line : (resource() + "## end\n").lines().toList()) {
            if (line.startsWith("## ")) {
                if (commandLine != null) {
                    forms.add(Arguments.of(title, commandLine, error.toString()));
                }
                title = line.substring(3);
                error.setLength(0);
            } else if (line.startsWith("$ ")) {
                commandLine = line.substring(line.indexOf(' ', 2) + 1);
            } else {
                error.append(error.isEmpty() ? "" : "\n").append(line.substring("!! stderr: ".length()));
            }
        }
        return forms.stream();
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : (line + " ").toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        return words.toArray(new String[0]);
    }

    private static String resource() throws IOException {
        try (InputStream in = TranscriptFormsTest.class.getResourceAsStream("forms.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
