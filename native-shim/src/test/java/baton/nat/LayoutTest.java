package baton.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.nat.libc.Fd;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every number the native layer takes from C headers is what the headers of this host say: src/test/c/layout.c prints
 * them, this compares. Every non-private integer constant of baton.nat counts as such a number, so that none can be
 * forgotten. Values that are Baton's own are named in {@link #OWN}.
 */
class LayoutTest {
    private static final Path PROBE = Path.of("src/test/c/layout.c");
    private static final Set<String> OWN = Set.of("Fd.WOULD_BLOCK", "Signals.KICK");

    private static Map<String, Long> headers;

    @BeforeAll
    static void runProbe(@TempDir Path dir) throws IOException, InterruptedException {
        Path program = dir.resolve("layout");
        Run compiled = compile(program);
        assumeTrue(compiled != null, "skipped: gcc is not installed");
        assumeTrue(
                compiled.status == 0 || !compiled.output.contains("No such file or directory"),
                "skipped: C headers are not installed: " + compiled.output);
        assertEquals(0, compiled.status, compiled.output);
        headers = parse(run(program.toString()).output);
    }

    @Test
    void everyConstant_isKnownToTheProbe() throws Exception {
        List<String> unknown = new ArrayList<>();

        for (String name : constants().keySet()) {
            if (!headers.containsKey(name)) {
                unknown.add(name);
            }
        }

        assertEquals(List.of(), unknown, "give these a line in " + PROBE);
    }

    @Test
    void everyConstant_hasTheHeadersValue() throws Exception {
        List<String> wrong = new ArrayList<>();

        for (Map.Entry<String, Number> constant : constants().entrySet()) {
            Number inJava = constant.getValue();
            Long inC = headers.get(constant.getKey());
            if (inC != null && !agree(inJava, inC)) {
                wrong.add(constant.getKey() + " is " + inC + ", not " + inJava);
            }
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void scan_findsTheLayoutClasses() throws Exception {
        Set<String> names = constants().keySet();

        assertEquals(Set.of(), missingFrom(names, "Sys.MMAP", "Sys.MSGHDR_FLAGS", "Errno.EINTR", "Epoll.IN"));
    }

    /** An int constant holds the low half: ioctl numbers with the top bit set are negative in Java. */
    private static boolean agree(Number inJava, long inC) {
        return inJava instanceof Long ? inJava.longValue() == inC : inJava.intValue() == (int) inC;
    }

    private static Set<String> missingFrom(Set<String> names, String... wanted) {
        Set<String> missing = new TreeSet<>(List.of(wanted));
        missing.removeAll(names);
        return missing;
    }

    private static Map<String, Number> constants() throws Exception {
        Map<String, Number> all = new TreeMap<>();
        for (Class<?> type : classes()) {
            for (Field field : type.getDeclaredFields()) {
                String name = type.getSimpleName() + "." + field.getName();
                if (isHeaderNumber(field) && !OWN.contains(name)) {
                    field.setAccessible(true);
                    all.put(name, (Number) field.get(null));
                }
            }
        }
        return all;
    }

    private static boolean isHeaderNumber(Field field) {
        int modifiers = field.getModifiers();
        boolean constant = Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers);
        boolean number = field.getType() == int.class || field.getType() == long.class;
        return constant && number && !Modifier.isPrivate(modifiers) && !field.isSynthetic();
    }

    private static List<Class<?>> classes() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = Path.of(
                Fd.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("baton/nat"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                if (!name.endsWith("package-info.class")) {
                    found.add(Class.forName(name.substring(0, name.length() - ".class".length())));
                }
            }
        }
        return found;
    }

    private static Map<String, Long> parse(String output) {
        Map<String, Long> values = new HashMap<>();
        for (String line : output.lines().toList()) {
            int space = line.indexOf(' ');
            values.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
        }
        return values;
    }

    /** Null without gcc. */
    private static Run compile(Path program) throws InterruptedException {
        try {
            return run("gcc", "-o", program.toString(), PROBE.toString());
        } catch (IOException notInstalled) {
            return null;
        }
    }

    private static Run run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private record Run(int status, String output) {}
}
