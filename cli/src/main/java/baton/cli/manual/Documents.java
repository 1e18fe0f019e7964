package baton.cli.manual;

import baton.cli.BatonMain;
import baton.cli.help.OptionList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** Everything a package puts below {@code share}: {@code man}, {@code bash-completion}, {@code zsh}. */
public final class Documents {
    private Documents() {}

    /** Name below {@code share} to content, ASCII. */
    public static Map<String, byte[]> all() {
        CommandLine baton = BatonMain.commandLine();
        OptionList options = OptionList.all();
        Map<String, byte[]> files = new TreeMap<>();
        put(files, "man/man1/baton.1", BatonPage.text(baton));
        put(files, "man/man1/qemu-kvm.1", MachinePage.text(options));
        put(files, "man/man1/qemu-system-x86_64.1", ".so man1/qemu-kvm.1\n");
        put(files, "bash-completion/completions/baton", BashCompletion.baton(baton));
        put(files, "bash-completion/completions/qemu-kvm", BashCompletion.machine(options));
        put(files, "bash-completion/completions/qemu-system-x86_64", BashCompletion.machine(options));
        put(files, "zsh/site-functions/_baton", ZshCompletion.baton(baton));
        put(files, "zsh/site-functions/_qemu-kvm", ZshCompletion.machine(options));
        return files;
    }

    private static void put(Map<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes all files below the directory {@code args[0]}. */
    public static void main(String[] args) throws IOException {
        for (Map.Entry<String, byte[]> file : all().entrySet()) {
            Path target = Path.of(args[0]).resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }
}
