package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.monitor.hmp.HmpCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lists of names and the switches beside them say the same, and so does each command of itself. */
class RegistriesTest {
    private static final Pattern CASE = Pattern.compile("case ((?:\"[^\"]+\"(?:, )?)+) ->");
    private static final Pattern WORD = Pattern.compile("\"([^\"]+)\"");

    /** In the order in which the first asks the others. */
    private static final List<String> REGISTRIES = List.of(
            "Commands",
            "MigrationCommands",
            "BlockCommands",
            "NetCommands",
            "DeviceCommands",
            "DumpCommands",
            "QomCommands",
            "AbsentCommands");

    private CommandRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new CommandRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void qmpNames_areFoundUnderTheirOwnName() {
        for (String name : rig.commands.names()) {
            assertNotNull(rig.commands.find(name), name);
            assertEquals(name, rig.commands.find(name).spec().name());
        }
        assertNull(rig.commands.find("no-such-command"));
    }

    @Test
    void qmpSwitch_hasNoOtherNames() throws IOException {
        List<String> cases = new ArrayList<>();
        for (String file : REGISTRIES) {
            cases(file).forEach(cases::addAll);
        }

        assertEquals(List.of(rig.commands.names()), cases);
    }

    @Test
    void hmpNamesAndAliases_areThoseOfTheDeclarations() throws IOException {
        checkHmp(new HmpCommands(rig.services), "HmpCommands");
        checkHmp(new InfoTopics(rig.services), "InfoTopics");
    }

    private static void checkHmp(baton.monitor.hmp.HmpCommands registry, String file) throws IOException {
        List<String> firsts = new ArrayList<>();
        for (List<String> names : cases(file)) {
            HmpCommand command = registry.find(names.get(0));
            String declared = command.spec().name();
            names.remove("mem-dev");
            assertEquals(declared, String.join("|", names));
            firsts.add(names.get(0));
        }
        assertEquals(List.of(registry.names()), firsts);
    }

    @Test
    void everyCommandOfTheIssue_isThere() {
        String wanted = "query-status query-version query-commands query-qmp-schema query-name query-uuid query-kvm"
                + " query-target query-cpus-fast query-machines query-memdev query-chardev query-events"
                + " qmp_capabilities stop cont system_reset system_powerdown system_wakeup quit object-add object-del"
                + " qom-list-types getfd closefd add-fd remove-fd query-fdsets human-monitor-command memsave pmemsave"
                + " migrate migrate-incoming migrate_cancel migrate-continue migrate-pause migrate-recover"
                + " migrate-start-postcopy migrate-set-capabilities query-migrate-capabilities"
                + " migrate-set-parameters query-migrate-parameters query-migrate query-migrationthreads";

        TreeSet<String> missing = new TreeSet<>(List.of(wanted.split(" ")));
        missing.removeAll(List.of(rig.commands.names()));

        assertTrue(missing.isEmpty(), missing.toString());
    }

    @Test
    void wholeSchema_canBeAsked() throws Exception {
        List<?> entries = (List<?>) rig.result("query-qmp-schema", "");

        assertTrue(entries.size() > rig.commands.names().length, "types are listed, too");
    }

    @Test
    void infoAlone_listsATopicALine() throws Exception {
        String[] lines = rig.hmp("info").split("\n");

        assertEquals(new Layered(new InfoTopics(rig.services), new FixedTopics()).names().length, lines.length);
        for (String line : lines) {
            assertTrue(line.matches("info \\S+ .*"), line);
        }
    }

    private static List<List<String>> cases(String file) throws IOException {
        List<List<String>> cases = new ArrayList<>();
        Matcher match = CASE.matcher(Files.readString(Path.of("src/main/java/baton/command", file + ".java")));
        while (match.find()) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(match.group(1));
            while (word.find()) {
                words.add(word.group(1));
            }
            cases.add(words);
        }
        return cases;
    }
}
