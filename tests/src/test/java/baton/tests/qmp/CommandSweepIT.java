package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.monitor.json.JsonWriter;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the schema with every argument missing, of the wrong type, unknown and extreme. The expected errors are
 * those of a QEMU 10.0 ({@code sweep/refusals.tsv}) and, for arguments that it has not, of a QEMU 11.1
 * ({@code sweep/refusals-11.tsv}), not ours; where a QEMU 10.0 is installed it is asked again, so that a wrong expectation shows.
 * What QEMU has not must fail too, with one error of a known class.
 * {@code -Dsweep.record=FILE} writes what the installed QEMU says of Baton's schema.
 */
@KvmRequired
class CommandSweepIT {
    private static final Path EXPECTED = Path.of("src/test/resources/sweep/refusals.tsv");
    private static final Path NEWER = Path.of("src/test/resources/sweep/refusals-11.tsv");

    /** With arguments of the right types these do what nobody wants here. */
    private static final List<String> HARMFUL = List.of("quit", "migrate", "migrate-incoming", "human-monitor-command");

    private static final List<String> CLASSES =
            List.of("GenericError", "CommandNotFound", "DeviceNotActive", "DeviceNotFound", "KVMMissingCap");

    @TempDir
    private Path directory;

    @Test
    void wrongArguments_getQemusErrorAndHarmNobody() throws IOException, QmpError {
        Map<String, String> expected = expected(EXPECTED);
        expected.putAll(expected(NEWER));
        try (TestVm vm = TestVm.start(directory, "-m", "64M")) {
            GuestCounters before = vm.guest().awaitUp(1);
            Sweep sweep = new Sweep((List<?>) vm.qmp().execute("query-qmp-schema"));
            Map<String, String> different = new TreeMap<>();
            int known = 0;
            for (Map<String, Object> request : sweep.wrong(List.of())) {
                String text = JsonWriter.text(request);
                String error = error(vm.qmp(), text);
                String wanted = expected.get(text);
                known += wanted == null ? 0 : 1;
                if (wanted != null && !wanted.equals(error)) {
                    different.put(text, "expected " + wanted + "\n     but was " + error);
                }
            }
            assertEquals(Map.of(), different);
            assertEquals(expected.size(), known, "expectations that are for requests of today");
            assertUnharmed(vm, before);
        }
    }

    @Test
    void extremeArguments_areAnsweredOnceAndHarmNobody() throws IOException, QmpError {
        try (TestVm vm = TestVm.start(directory, "-m", "32M", "-object", "memory-backend-ram,id=sweep,size=1M")) {
            GuestCounters before = vm.guest().awaitUp(1);
            Sweep sweep = new Sweep((List<?>) vm.qmp().execute("query-qmp-schema"));
            for (Map<String, Object> request : sweep.extreme(HARMFUL)) {
                String text = JsonWriter.text(request);
                Map<String, Object> reply = reply(vm.qmp(), text);
                assertTrue(reply.containsKey("return") || known(reply, text), text);
            }
            assertUnharmed(vm, before);
        }
    }

    @Test
    void expectations_areThoseOfTheQemuInstalledHere() throws IOException, QmpError {
        Program qemu = Program.qemu().orElse(null);
        assumeTrue(qemu != null, "skipped: no QEMU is installed to compare with");
        Map<String, String> expected = expected(EXPECTED);
        Map<String, String> different = new TreeMap<>();
        try (TestVm vm = TestVm.start(qemu, directory, "-m", "64M")) {
            record(vm);
            for (Map.Entry<String, String> one : expected.entrySet()) {
                String error = error(vm.qmp(), one.getKey());
                if (!one.getValue().equals(error)) {
                    different.put(one.getKey(), error);
                }
            }
        }
        assertEquals(Map.of(), different);
    }

    /** Asks Baton for its schema and a QEMU for its errors, if somebody wants them written. */
    private void record(TestVm qemu) throws IOException, QmpError {
        String file = System.getProperty("sweep.record", "");
        if (file.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        try (TestVm baton = TestVm.startPlain(Program.underTest(), directory, List.of("-machine", "none"))) {
            Sweep sweep = new Sweep((List<?>) baton.qmp().execute("query-qmp-schema"));
            for (Map<String, Object> request : sweep.wrong(List.of())) {
                String text = JsonWriter.text(request);
                String error = error(qemu.qmp(), text);
                if (!error.startsWith("CommandNotFound")) {
                    lines.add(text + "\t" + error);
                }
            }
        }
        Files.write(Path.of(file), lines);
    }

    private static Map<String, String> expected(Path file) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int tab = line.indexOf('\t');
            if (!line.startsWith("#")) {
                expected.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return expected;
    }

    private static String error(QmpClient client, String request) throws IOException {
        Map<String, Object> reply = reply(client, request);
        if (!(reply.get("error") instanceof Map<?, ?> error)) {
            return "accepted: " + reply;
        }
        assertTrue(known(reply, request), request);
        return error.get("class") + " " + error.get("desc");
    }

    /** The one answer to a request: a second would come before that to the next. */
    private static Map<String, Object> reply(QmpClient client, String request) throws IOException {
        client.send(request.substring(0, request.length() - 1) + ",\"id\":\"sweep\"}");
        Map<String, Object> reply = answer(client, request);
        assertEquals("sweep", reply.get("id"), () -> request + ": " + reply);
        client.send("{\"execute\":\"query-name\",\"id\":\"next\"}");
        assertEquals("next", client.receive().get("id"), request);
        return reply;
    }

    private static Map<String, Object> answer(QmpClient client, String request) throws IOException {
        try {
            return client.receive();
        } catch (AssertionError e) {
            throw new AssertionError("no answer to " + request.substring(0, Math.min(request.length(), 500)), e);
        }
    }

    private static boolean known(Map<String, Object> reply, String request) {
        Map<?, ?> error = (Map<?, ?>) reply.get("error");
        String text = String.valueOf(error.get("desc"));
        assertFalse(text.contains("Internal error") || text.contains("Exception"), () -> request + ": " + text);
        return CLASSES.contains(error.get("class"));
    }

    private static void assertUnharmed(TestVm vm, GuestCounters before) throws IOException, QmpError {
        vm.guest().awaitTicks(vm.guest().read(), 3).assertWentOnFrom(before);
        String said = vm.process().err().text();
        assertFalse(said.contains("\tat ") || said.contains("internal error"), said);
    }
}
