package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import baton.tests.harness.HmpPipe;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions written down, played to Baton and, where it is installed, to a real QEMU, so that a wrong expectation shows.
 * The first line of a file is the command line behind a {@code $}. In {@code hmp/*.hmp} a line behind the prompt is typed
 * and what follows must be printed; in {@code qmp/*.qmp} {@code ->} is sent, {@code <-} is the next answer ({@code "*"}
 * stands for anything), and {@code <!} names an event that must come.
 */
class TranscriptIT {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final String PROMPT = "(qemu)";

    @TempDir
    private Path directory;

    static Stream<Arguments> hmp() throws IOException {
        return sessions("hmp");
    }

    static Stream<Arguments> qmp() throws IOException {
        return sessions("qmp");
    }

    private static Stream<Arguments> sessions(String kind) throws IOException {
        List<Arguments> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESOURCES.resolve(kind))) {
            for (Path file : files.sorted().toList()) {
                all.add(Arguments.of(Program.underTest(), file.getFileName().toString()));
                Optional<Program> qemu = Program.qemu();
                qemu.ifPresent(program ->
                        all.add(Arguments.of(program, file.getFileName().toString())));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("hmp")
    void typedSession_isAnsweredAsWritten(Program program, String file) throws IOException {
        List<String> lines = Files.readAllLines(RESOURCES.resolve("hmp").resolve(file));
        try (TestVm vm = TestVm.startPlain(program, directory, commandLine(lines), "-monitor", "stdio")) {
            HmpPipe hmp = vm.hmp();
            int at = 1;
            while (at < lines.size()) {
                String typed = lines.get(at++).substring(PROMPT.length()).strip();
                StringBuilder expected = new StringBuilder();
                while (at < lines.size() && !lines.get(at).startsWith(PROMPT)) {
                    expected.append(lines.get(at++)).append('\n');
                }
                assertEquals(expected.toString(), hmp.type(typed), file + ", line " + at + ": " + typed);
            }
            assertEquals(0, hmp.quit());
        }
    }

    @ParameterizedTest
    @MethodSource("qmp")
    void machineSession_isAnsweredAsWritten(Program program, String file)
            throws IOException, QmpError, JsonSyntaxException {
        List<String> lines = Files.readAllLines(RESOURCES.resolve("qmp").resolve(file));
        try (TestVm vm = TestVm.startPlain(program, directory, commandLine(lines))) {
            vm.awaitSocket();
            try (QmpClient client = QmpClient.greeted(vm.socket())) {
                for (String line : lines.subList(1, lines.size())) {
                    play(client, line);
                }
            }
        }
    }

    private static void play(QmpClient client, String line) throws IOException, JsonSyntaxException {
        String text = line.substring(2).strip();
        switch (line.substring(0, 2)) {
            case "->" -> client.send(text);
            case "<-" -> {
                Map<String, Object> answer = client.receive();
                assertTrue(same(JsonReader.parse(text), answer), () -> "expected " + text + "\nbut was  " + answer);
            }
            default -> client.awaitEvent(text);
        }
    }

    private static boolean same(Object expected, Object actual) {
        if (expected instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> got) {
            return wanted.keySet().equals(got.keySet())
                    && wanted.keySet().stream().allMatch(key -> same(wanted.get(key), got.get(key)));
        }
        return "*".equals(expected) || String.valueOf(expected).equals(String.valueOf(actual));
    }

    private static List<String> commandLine(List<String> lines) {
        return List.of(lines.get(0).substring(1).strip().split(" "));
    }
}
