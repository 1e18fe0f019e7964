package baton.cpr.exec;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Where a command leads: to Baton's launcher, be it behind {@code env}, a shell or a script, or elsewhere. Found by reading,
 * never by running: what is not Baton's may do things that last, and must not be done twice.
 */
final class Lead {
    /**
     * The launcher was found.
     *
     * @param words it and its arguments; null for one that only a shell would know
     * @param clean whether nothing on the way there does anything that lasts
     */
    record Found(List<String> words, boolean clean) {}

    private static final String MARK = "run by Baton";
    private static final int HEAD_BYTES = 256;
    private static final int SCRIPT_BYTES = 1 << 16;
    private static final int MAX_DEPTH = 4;
    private static final List<String> PREFIXES = List.of(
            "env", "nice", "ionice", "chrt", "taskset", "setsid", "nohup", "numactl", "stdbuf", "setpriv", "prlimit");
    private static final List<String> SHELLS = List.of("sh", "dash", "bash", "ash", "ksh");
    private final Map<String, String> environment;

    private Lead(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * What can be tried of {@code command}: all of it when it only finds its way to the launcher; the launcher and its
     * arguments when there is more to it; null when it is not known to lead there.
     */
    static List<String> of(List<String> command, Map<String, String> environment) {
        Found found = new Lead(environment).follow(command, 0);
        if (found == null || found.clean) {
            return found == null ? null : command;
        }
        return complete(found.words) ? found.words : null;
    }

    /** Whether these are all the words the launcher will get, as far as anybody can tell. */
    private static boolean complete(List<String> words) {
        boolean incoming = false;
        for (String word : words) {
            if (word == null) {
                return false;
            }
            incoming |= word.equals("-incoming") || word.equals("--incoming");
        }
        return incoming;
    }

    private Found follow(List<String> words, int depth) {
        String program = words.isEmpty() || depth > MAX_DEPTH ? null : find(words.get(0));
        if (program == null) {
            return null;
        }
        String text = read(program);
        if (text.startsWith("#!")
                && text.substring(0, Math.min(text.length(), HEAD_BYTES)).contains(MARK)) {
            return new Found(words, true);
        }
        String name = name(words.get(0));
        if (SHELLS.contains(name)) {
            return shell(words, depth);
        }
        if (text.startsWith("#!") && SHELLS.contains(name(interpreter(text)))) {
            return script(text, words, depth);
        }
        for (int i = 1; i < words.size(); i++) {
            Found behind = follow(words.subList(i, words.size()), depth + 1);
            if (behind != null) {
                return new Found(behind.words, behind.clean && PREFIXES.contains(name));
            }
        }
        return null;
    }

    /** {@code sh [-e] -c TEXT [ARGUMENT...]} or {@code sh SCRIPT [ARGUMENT...]}. */
    private Found shell(List<String> words, int depth) {
        int i = 1;
        StringBuilder options = new StringBuilder();
        while (i < words.size() && words.get(i) != null && words.get(i).startsWith("-")) {
            options.append(words.get(i++));
        }
        if (i == words.size() || words.get(i) == null) {
            return null;
        }
        boolean isText = options.indexOf("c") > 0;
        // A login shell or one that talks to a user reads files of theirs.
        boolean plain = options.indexOf("l") < 0 && options.indexOf("i") < 0;
        String text = isText ? words.get(i) : read(words.get(i));
        Found found = script(text, words.subList(isText ? i + 1 : i, words.size()), depth);
        return found == null || plain ? found : new Found(found.words, false);
    }

    private Found script(String text, List<String> arguments, int depth) {
        return new Course(new ShellText(text, arguments, environment), words -> follow(words, depth + 1)).run();
    }

    private static String interpreter(String text) {
        int end = text.indexOf('\n');
        String line = text.substring(2, end < 0 ? text.length() : end).trim();
        int blank = line.indexOf(' ');
        String program = blank < 0 ? line : line.substring(0, blank);
        String argument = blank < 0 ? "" : line.substring(blank + 1).trim();
        return name(program).equals("env") ? argument : program;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String find(String word) {
        try {
            return word == null ? null : Program.find(word, environment.get("PATH"));
        } catch (ErrnoException e) {
            // Not a program.
            return null;
        }
    }

    /** The beginning of a regular file; nothing for anything else. */
    private static String read(String path) {
        try {
            Fd file = Files.open(path, Sys.O_RDONLY | Sys.O_NONBLOCK, 0); // it may be a FIFO
            try {
                byte[] bytes = new byte[SCRIPT_BYTES];
                int length = Files.status(file).isRegular() ? file.read(bytes, 0, bytes.length) : 0;
                // One that goes on beyond that is not understood.
                return length == SCRIPT_BYTES && bytes[0] == '#'
                        ? ""
                        : new String(bytes, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
            } finally {
                file.close();
            }
        } catch (ErrnoException e) {
            // Not to be read: none of ours.
            return "";
        }
    }
}
