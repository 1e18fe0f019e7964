package baton.cli.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What /proc says of the process that runs the guest. */
final class OldProcess {
    private static final String MAIN_CLASS = "baton.cli.Main";
    /** What cpr-exec left in the environment of a process that came by it. */
    private static final List<String> NOT_INHERITED =
            List.of("QEMU_CPR_EXEC_STATE", "BATON_CPR_PAUSE", "BATON_CPR_INPUT", "BATON_CPR_TRIAL");

    private final int pid;
    private final Path proc;

    OldProcess(int pid) {
        this.pid = pid;
        this.proc = Path.of("/proc/" + pid);
    }

    int pid() {
        return pid;
    }

    /** The arguments it was started with: a QEMU command line without the program. */
    List<String> arguments() throws UpdateFailed {
        List<String> words = texts("cmdline");
        int main = words.indexOf(MAIN_CLASS);
        if (main < 0) {
            throw UpdateFailed.unchanged("process " + pid + " is no Baton that bin/qemu-kvm started (" + words.get(0)
                    + "): give the new command line after --");
        }
        return words.subList(main + 1, words.size());
    }

    /** The directory it runs in. */
    Path directory() throws UpdateFailed {
        try {
            return Files.readSymbolicLink(proc.resolve("cwd"));
        } catch (IOException e) {
            throw UpdateFailed.unchanged("cannot see process " + pid + " (be its user, or root)", e);
        }
    }

    /** The environment it was started with. */
    Map<String, String> environment() throws UpdateFailed {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : texts("environ")) {
            int equals = variable.indexOf('=');
            if (equals > 0 && !NOT_INHERITED.contains(variable.substring(0, equals))) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return environment;
    }

    private List<String> texts(String file) throws UpdateFailed {
        try {
            String all = Files.readString(proc.resolve(file), StandardCharsets.UTF_8);
            // Each ends with a NUL; split drops what follows the last.
            return all.isEmpty() ? List.of("") : cut(all);
        } catch (IOException e) {
            throw UpdateFailed.unchanged("cannot see process " + pid + " (be its user, or root)", e);
        }
    }

    private static List<String> cut(String all) {
        String[] texts = all.split("\0", -1);
        return List.of(Arrays.copyOf(texts, all.endsWith("\0") ? texts.length - 1 : texts.length));
    }

    /** Where its standard output (1) or error (2) can be written to as well; null for nowhere. */
    Path output(int number) {
        Path path = proc.resolve("fd").resolve(Integer.toString(number));
        return Files.isWritable(path) && !isSocket(path) ? path : null;
    }

    private static boolean isSocket(Path path) {
        try {
            return Files.readSymbolicLink(path).toString().startsWith("socket:");
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether it has ended; one that nobody has waited for yet has. */
    boolean ended() {
        try {
            String stat = Files.readString(proc.resolve("stat"), StandardCharsets.ISO_8859_1);
            // PID (NAME) STATE ...: the name may hold anything.
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return true;
        }
    }
}
