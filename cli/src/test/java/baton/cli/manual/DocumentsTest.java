package baton.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.cli.BatonMain;
import baton.cli.help.OptionList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
    private final Map<String, byte[]> files = Documents.all();

    @TempDir
    private Path directory;

    @Test
    void pages_haveEveryCommandAndOption() {
        String baton = text("man/man1/baton.1");
        for (String command : BatonMain.commandLine().getSubcommands().keySet()) {
            assertTrue(baton.contains(".SS baton " + command + "\n"), command);
            assertTrue(text("zsh/site-functions/_baton").contains("'" + command + ":"), command);
        }
        String machine = text("man/man1/qemu-kvm.1");
        for (OptionList.Entry entry : OptionList.all().entries()) {
            assertTrue(machine.contains("\\fB\\-" + entry.name().replace("-", "\\-")), entry.name());
        }
    }

    @Test
    @EnabledIf("hasBash")
    void bash_offersCommandsOptionsAndNames() throws IOException, InterruptedException {
        assertEquals("qmp", completed("baton q"));
        assertEquals("--pretty", completed("baton qmp --pr"));
        assertEquals("query-status", completed("baton qmp socket query-statu"));
        assertEquals("-nographic", completed("qemu-kvm -nog"));
        assertEquals("-nographic", completed("qemu-system-x86_64 -nog"));
    }

    @Test
    void text_isFreeOfSignsForPicocli() {
        for (String name : files.keySet()) {
            assertFalse(text(name).contains("%n"), name);
        }
        assertTrue(text("zsh/site-functions/_qemu-kvm").startsWith("#compdef qemu-kvm qemu-system-x86_64\n"));
    }

    /** What bash makes of the last word. */
    private String completed(String line) throws IOException, InterruptedException {
        String name = line.substring(0, line.indexOf(' '));
        Path script = directory.resolve(name);
        Files.write(script, files.get("bash-completion/completions/" + name));
        String function = name.equals("baton") ? "_baton" : "_qemu_kvm";
        String run = ". " + script + "; COMP_WORDS=(" + line + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); " + function
                + "; echo \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", run)
                .redirectErrorStream(true)
                .start();
        String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertTrue(bash.waitFor(20, TimeUnit.SECONDS));
        return printed.strip();
    }

    static boolean hasBash() {
        return Files.isExecutable(Path.of("/bin/bash"));
    }

    private String text(String name) {
        return new String(files.get(name), StandardCharsets.US_ASCII);
    }
}
