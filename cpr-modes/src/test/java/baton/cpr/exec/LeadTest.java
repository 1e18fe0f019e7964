package baton.cpr.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadTest {
    @TempDir
    Path directory;

    private String launcher;

    @BeforeEach
    void install() throws IOException {
        launcher = script("qemu-system-x86_64", "# A QEMU command line, run by Baton.");
    }

    private String script(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    private List<String> lead(List<String> command) {
        return Lead.of(command, Map.of("PATH", directory + ":/usr/bin:/bin", "BATON", launcher));
    }

    private List<String> lead(String... command) {
        return lead(List.of(command));
    }

    private void assertTriedWhole(String... command) {
        assertEquals(List.of(command), lead(command));
    }

    private List<String> ours(String... arguments) {
        List<String> words = new ArrayList<>(List.of(launcher));
        words.addAll(List.of(arguments));
        return words;
    }

    @Test
    void launcherItself_isTried() {
        assertTriedWhole(launcher, "-m", "64");
        assertTriedWhole("qemu-system-x86_64", "-m", "64");
    }

    @Test
    void launcherBehindWhatChangesItsProcessAlone_isTriedWithIt() {
        assertTriedWhole("env", "A=B", "nice", "-n", "5", launcher, "-m", "64");
        assertTriedWhole("env", "sh", "-c", "exec " + launcher + " -m 64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec %s -m 64",
                "%s -m 64",
                "umask 077; ulimit -n 100 && cd / && exec '%s' -m 64",
                "X=%s; export Y=1 Z=2\n# a comment; with > signs\nexec \"$X\" -m 64",
                "exec ${BATON} -m 64",
                "LANG=C exec \"%s\" -m 64",
                "exec nice %s \\\n -m 64",
                "exec %s -m $UNKNOWN \"$HOME/*\" ~/x",
                "if [ -r /nonexistent ]; then umask 077; else cd /; fi; exec %s -m 64",
                "if [ -x /bin/sh ]\nthen\n  exec %s -m 64\nelse\n  exec nice %s -m 64\nfi",
                "[ -d / ] && exec %s -m 64; exec %s -m 128",
                "[ -d / ] || exit 1; exec %s -m 64",
                "exec 3</etc/passwd 4</etc/passwd; exec %s -m 64"
            })
    void shellThatOnlyFindsItsWay_isTriedWhole(String text) {
        assertTriedWhole("/bin/sh", "-ec", text.replace("%s", launcher));
    }

    @Test
    void scriptThatOnlyFindsItsWay_isTriedWhole() throws IOException {
        assertTriedWhole(script("fixed", "set -e", "exec " + launcher + " -m 64 \"$@\""), "-incoming", "defer");
        assertTriedWhole(script("given", "exec \"$@\""), launcher, "-m", "64");
        assertTriedWhole("sh", script("first", "exec $1"), launcher, "-m", "64");
        assertTriedWhole(script("outer", "exec " + script("inner", "exec " + launcher + " $@")), "-m", "64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logger started; exec %s -m 64 -incoming defer",
                "date >> /tmp/log; exec %s -m 64 -incoming defer",
                "exec %s -m 64 -incoming defer >>/tmp/log 2>&1",
                "%s -m 64 -incoming defer; rm -f /tmp/x",
                "X=$(date); logger `date` $X; exec %s -m 64 -incoming defer",
                "date | logger; exec %s -m 64 -incoming defer",
                "if ! [ -S /x ]; then logger x; fi; exec %s -m 64 -incoming defer",
                "while [ -e /x ]; do sleep 1; done; exec %s -m 64 -incoming defer",
                "logger x && exec %s -m 64 -incoming defer",
                ". /etc/default/x; exec %s -m 64 -incoming defer",
                "exec logger-and-run %s -m 64 -incoming defer"
            })
    void shellThatDoesSomethingThatLasts_isNotRunAndOnlyOurPartIsTried(String text) throws IOException {
        script("logger-and-run", "logger x", "exec \"$@\"");
        assertEquals(ours("-m", "64", "-incoming", "defer"), lead("sh", "-c", text.replace("%s", launcher)));
    }

    @Test
    void strangeProgramInFront_isNotRun() throws IOException {
        String strange = script("strange", "curl http://example.invalid/", "exec \"$@\"");
        assertEquals(ours("-incoming", "defer"), lead(strange, launcher, "-incoming", "defer"));
        assertNull(lead(strange, launcher, "-m", "64"), "who knows what it adds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "exec /bin/true %s",
                "exec $(cat /tmp/which) -incoming defer",
                "X=$(date); exec %s -m $X -incoming defer",
                "X=%s; if [ -e /x ]; then X=/bin/true; fi; exec $X -incoming defer",
                ". /etc/default/x; exec %s -m $MEMORY -incoming defer",
                "[ -e /x ] && exec /opt/qemu; exec %s -incoming defer",
                "logger x; [ -e /x ] && exec %s -incoming defer; exec %s -incoming fd:3",
                "exec 3</nonexistent; exec %s -incoming fd:3",
                "exec 3>/tmp/x; exec %s -incoming fd:3",
                "cd /x; logger y; exec %s -kernel k -incoming defer",
                "for i in 1 2; do exec %s -incoming defer; done",
                "eval set -- x; exec %s -incoming defer",
                "*; exec true",
                "cat <<END\nexec %s -incoming defer\nEND",
                "exec `which x` %s",
                "shift; exec \"$@\"",
                "logger x; exec %s -incoming $UNKNOWN*",
                "exec 'unfinished %s",
                "exec \"unfinished %s",
                "echo a | %s -incoming defer",
                "\\",
                "$",
                "${",
                ">",
                "&"
            })
    void whatIsNotKnownToLeadToUs_isNotTried(String text) {
        assertNull(lead("sh", "-c", text.replace("%s", launcher)));
    }

    @Test
    void otherPrograms_areNotTried() throws IOException {
        assertNull(lead("/bin/true"));
        assertNull(lead("/nonexistent/x", launcher));
        assertNull(lead("sh"));
        assertNull(lead("sh", "-c"));
        assertNull(lead("sh", "-c", "sleep 60", launcher));
        assertNull(lead(script("endless", "exec " + directory.resolve("endless"))));
    }
}
