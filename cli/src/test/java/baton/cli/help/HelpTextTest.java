package baton.cli.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.cli.options.CommandLine;
import baton.cli.options.OptionException;
import baton.cli.options.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTextTest {
    @Test
    void everyListedOption_isKnownAndTakesWhatItSays() {
        for (OptionList.Entry entry : OptionList.all().entries()) {
            String error = error("-" + entry.name());

            assertFalse(error.contains("invalid option"), entry.name());
            assertFalse(error.contains("not supported by Baton"), entry.name());
            assertEquals(!entry.syntax().isEmpty(), error.contains("requires an argument"), entry.name());
        }
    }

    /** Reads the table's source: nothing else lists its cases. */
    @Test
    void everyAcceptedOption_isListed() throws IOException {
        Set<String> listed = new HashSet<>(Set.of("M", "help", "?", "enable-kvm", "loadvm"));
        for (OptionList.Entry entry : OptionList.all().entries()) {
            listed.add(entry.name());
        }
        String source = Files.readString(Path.of("src/main/java/baton/cli/options/OptionTable.java"));

        Matcher labels = Pattern.compile("case ((?:\"[^\"]+\"(?:, )?)+) ->").matcher(source);
        int seen = 0;
        while (labels.find()) {
            for (String name : labels.group(1).replace("\"", "").split(", ")) {
                assertTrue(listed.contains(name), name + " is in the table and not in -help");
                seen++;
            }
        }
        assertTrue(seen > 60, "cases found: " + seen);
    }

    @Test
    void objectProperties_areThoseOfQemu() throws IOException {
        String transcript = transcript();
        for (String type : new String[] {"ram", "memfd", "file", "shm"}) {
            String title = "## -object memory-backend-" + type + ",help\n";
            int from = transcript.indexOf(title) + title.length();
            String expected = transcript.substring(from, transcript.indexOf("rc=0", from));

            assertEquals(expected, text(Request.Topic.OBJECT, "memory-backend-" + type));
        }
    }

    @Test
    void version_startsAsQemus() {
        assertTrue(text(Request.Topic.VERSION, null).startsWith("QEMU emulator version 10.2.2 (Baton 0.1.0)\n"));
    }

    @Test
    void help_givesEachOptionItsLine() {
        String help = text(Request.Topic.OPTIONS, null);

        assertTrue(help.contains("\n-S              start stopped"), help);
        assertTrue(help.contains("\n-m [size=]n[,slots=n][,maxmem=size]\n                set guest RAM"), help);
    }

    @ParameterizedTest
    @EnumSource(Request.Topic.class)
    void everyTopic_hasText(Request.Topic topic) {
        String text = text(topic, null);

        assertTrue(text.length() > 20 && text.endsWith("\n"), text);
    }

    @Test
    void microvmProperties_nameAcpi() {
        assertTrue(text(Request.Topic.MACHINE, "microvm").contains("  acpi=<OnOffAuto>       - Enable ACPI\n"));
        assertFalse(text(Request.Topic.MACHINE, "none").contains("acpi"));
    }

    private static String text(Request.Topic topic, String subject) {
        return HelpText.of(new Request.Help(topic, subject));
    }

    private static String error(String word) {
        try {
            CommandLine.parse(word);
            return "";
        } catch (OptionException e) {
            return e.report("qemu");
        }
    }

    private static String transcript() throws IOException {
        try (InputStream in = HelpTextTest.class.getResourceAsStream("object-help.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
