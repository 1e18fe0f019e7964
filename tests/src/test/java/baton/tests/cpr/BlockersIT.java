package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.Table;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code migrate} refuses before anything happens, in QEMU's words (docs/wire/cpr.md, 0): of Baton, and of the QEMU of
 * this host where it knows the mode.
 */
@KvmRequired
class BlockersIT {
    private static final Table TABLE = new Table("program", "mode", "asked for", "answer");
    private static final String REGION = "Memory region ";
    private static final String NOT_SHARED =
            " is not compatible with CPR. share=on is required for memory-backend objects,"
                    + " and aux-ram-share=on is required.";
    private static final String[] SHARED = {
        "-object",
        "memory-backend-memfd,id=ram0,share=on,size=64M",
        "-machine",
        "memory-backend=ram0,aux-ram-share=on",
        "-m",
        "64M"
    };

    @TempDir
    private Path directory;

    private Program program = Program.underTest();

    static List<Program> programs() {
        List<Program> programs = new ArrayList<>(List.of(Program.underTest()));
        Program.qemu().ifPresent(programs::add);
        return programs;
    }

    private static Map<String, Object> unix(String type, String path) {
        return channel(type, Map.of("transport", "socket", "type", "unix", "path", path));
    }

    private static Map<String, Object> inet(String type, String port) {
        return channel(type, Map.of("transport", "socket", "type", "inet", "host", "127.0.0.1", "port", port));
    }

    private static Map<String, Object> file(String type) {
        return channel(type, Map.of("transport", "file", "filename", "/tmp/none", "offset", 0));
    }

    private static Map<String, Object> channel(String type, Map<String, Object> address) {
        return Map.of("channel-type", type, "addr", address);
    }

    private static final Map<String, Object> MAIN = unix("main", "/tmp/none");
    private static final Map<String, Object> CPR = unix("cpr", "/tmp/none");

    /** Arguments and answers that are the same in every mode. */
    private static Map<List<Object>, String> always() {
        Map<List<Object>, String> answers = new LinkedHashMap<>();
        answers.put(List.of(), "need either 'uri' or 'channels' argument");
        answers.put(List.of("channels", List.of()), "need either 'uri' or 'channels' argument");
        answers.put(List.of("uri", "file:x", "channels", List.of(MAIN)), "need either 'uri' or 'channels' argument");
        answers.put(List.of("channels", List.of(MAIN, MAIN)), "Channel list has more than one main entry");
        answers.put(List.of("channels", List.of(MAIN, CPR, CPR)), "Channel list has more than one cpr entry");
        answers.put(List.of("uri", "foo:bar"), "unknown migration protocol: foo:bar");
        answers.put(List.of("uri", "file:x,offset=zz"), "file URI has bad offset zz: Invalid argument");
        answers.put(
                List.of("channels", List.of(MAIN, CPR), "resume", true),
                "Cannot resume if there is no paused migration");
        return answers;
    }

    private static Map<List<Object>, String> transfer() {
        Map<List<Object>, String> answers = new LinkedHashMap<>();
        answers.put(List.of("uri", "unix:/tmp/none"), "missing 'cpr' migration channel");
        answers.put(List.of("uri", "unix:/tmp/none", "resume", true), "missing 'cpr' migration channel");
        answers.put(List.of("uri", "file:x"), "Migration requires streamable transport (eg unix)");
        answers.put(
                List.of("channels", List.of(file("main"), CPR)), "Migration requires streamable transport (eg unix)");
        return answers;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void requestsThatCannotBe_areRefusedAndNothingHasHappened(Program tested) throws IOException, QmpError {
        program = tested;
        try (TestVm vm = TestVm.start(program, directory, SHARED)) {
            QmpClient qmp = vm.qmp();
            for (Mode mode : modes(program)) {
                set(qmp, mode);
                refused(qmp, mode, always());
                capabilities(qmp, mode);
            }
            set(qmp, Mode.TRANSFER);
            refused(qmp, Mode.TRANSFER, transfer());
            if (!program.isQemu()) {
                ours(qmp);
            }
            assertNull(qmp.query("query-migrate").get("status"));
            assertEquals("running", qmp.query("query-status").get("status"));
            afterSetup(qmp);
        }
    }

    private static List<Mode> modes(Program program) {
        return program.isQemu() ? List.of(Mode.REBOOT, Mode.TRANSFER) : List.of(Mode.values());
    }

    private static void set(QmpClient qmp, Mode mode) throws IOException, QmpError {
        qmp.execute("migrate-set-parameters", "mode", mode.parameter());
        if (mode == Mode.EXEC) {
            qmp.execute("migrate-set-parameters", "cpr-exec-command", List.of("true"));
        }
    }

    private void refused(QmpClient qmp, Mode mode, Map<List<Object>, String> answers) throws IOException {
        for (Map.Entry<List<Object>, String> asked : answers.entrySet()) {
            Object[] arguments = asked.getKey().toArray();
            assertEquals(asked.getValue(), qmp.refused("migrate", arguments).getMessage(), mode + " " + asked);
            TABLE.row(program, mode, shortened(asked.getKey()), asked.getValue());
        }
    }

    private static String shortened(List<Object> arguments) {
        String text = arguments
                .toString()
                .replaceAll("\\{[^{]*addr=\\{[^}]*transport=(\\w+)[^}]*\\}[^}]*\\}", "$1")
                .replaceAll("[\\[\\]]", "")
                .replaceAll(", *$", "");
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    private void capabilities(QmpClient qmp, Mode mode) throws IOException, QmpError {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("postcopy-ram", "Cannot use postcopy with CPR");
        answers.put("dirty-bitmaps", "Cannot use postcopy with CPR");
        answers.put("background-snapshot", "Cannot use background snapshot with CPR");
        for (Map.Entry<String, String> capability : answers.entrySet()) {
            capability(qmp, capability.getKey(), true);
            assertEquals(
                    capability.getValue(),
                    qmp.refused("migrate", "channels", List.of(MAIN, CPR)).getMessage());
            capability(qmp, capability.getKey(), false);
            TABLE.row(program, mode, "capability " + capability.getKey(), capability.getValue());
        }
    }

    private static void capability(QmpClient qmp, String name, boolean on) throws IOException, QmpError {
        Object state = Map.of("capability", name, "state", on);
        qmp.execute("migrate-set-capabilities", "capabilities", List.of(state));
    }

    /** Where QEMU crashes, waits for ever or loses the guest. */
    private void ours(QmpClient qmp) throws IOException, QmpError {
        own(qmp, Mode.TRANSFER, "Channel list has no main entry", "channels", List.of(CPR));
        own(
                qmp,
                Mode.TRANSFER,
                "cpr-transfer cannot use inet port 0: give the port the new process listens on",
                "channels",
                List.of(inet("main", "0"), CPR));
        qmp.execute("migrate-set-parameters", "mode", "cpr-exec", "cpr-exec-command", List.of());
        own(qmp, Mode.EXEC, "Parameter 'cpr-exec-command' required for cpr-exec", "uri", "file:x");
        set(qmp, Mode.TRANSFER);
        Object colo = Map.of("capability", "x-colo", "state", true);
        assertEquals(
                "QEMU compiled without replication module can't enable COLO",
                qmp.refused("migrate-set-capabilities", "capabilities", List.of(colo))
                        .getMessage());
    }

    private void own(QmpClient qmp, Mode mode, String answer, Object... arguments) throws IOException {
        assertEquals(answer, qmp.refused("migrate", arguments).getMessage());
        TABLE.row(program, mode, shortened(List.of(arguments)), answer);
    }

    /** These are found when it has begun; the guest has not noticed. */
    private void afterSetup(QmpClient qmp) throws IOException, QmpError {
        for (Map<String, Object> cpr : List.of(inet("cpr", "4444"), file("cpr"))) {
            String text = "bad cpr channel address; must be unix";
            assertEquals(
                    text, qmp.refused("migrate", "channels", List.of(MAIN, cpr)).getMessage());
            assertEquals("failed", qmp.query("query-migrate").get("status"));
            assertEquals(text, qmp.query("query-migrate").get("error-desc"));
            TABLE.row(program, Mode.TRANSFER, shortened(List.of(List.of(MAIN, cpr))), text);
        }
        assertEquals("running", qmp.query("query-status").get("status"));
        assertFalse(qmp.eventNames().contains("STOP"));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runStatesThatCannotBe_areRefused(Program tested) throws IOException, QmpError {
        program = tested;
        try (TestVm vm = TestVm.start(program, directory, SHARED)) {
            QmpClient qmp = vm.qmp();
            set(qmp, Mode.REBOOT);
            Path go = directory.resolve("go");
            qmp.execute("migrate", "uri", "exec:while [ ! -e " + go + " ]; do sleep 0.1; done; cat > /dev/null");
            qmp.awaitStatus("finish-migrate");
            state(qmp, "active", "There's a migration process in progress");
            assertEquals("Migration is not finalized yet", qmp.refused("cont").getMessage());
            Files.createFile(go);
            qmp.awaitStatus("postmigrate");
            state(qmp, "postmigrate", "Can't migrate the vm that was paused due to previous migration");
            assertEquals(
                    "'-incoming' was not specified on the command line",
                    qmp.refused("migrate-incoming", "uri", "file:x").getMessage());
        }
    }

    private void state(QmpClient qmp, String name, String text) throws IOException {
        assertEquals(text, qmp.refused("migrate", "uri", "file:x").getMessage());
        TABLE.row(program, "any", "while " + name, text);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void processThatWaitsForAGuest_doesNotMigrate(Program tested) throws IOException, QmpError {
        program = tested;
        List<String> arguments = new ArrayList<>(List.of(SHARED));
        arguments.addAll(List.of("-incoming", "defer"));
        try (TestVm vm = TestVm.start(program, directory, arguments.toArray(new String[0]))) {
            QmpClient qmp = vm.qmp();
            state(qmp, "inmigrate", "Guest is waiting for an incoming migration");
            assertEquals(
                    "Channel list must have only one entry, for type 'main'",
                    qmp.refused("migrate-incoming", "channels", List.of(MAIN, MAIN))
                            .getMessage());
            qmp.execute("migrate-incoming", "uri", "unix:" + directory.resolve("main"));
            assertEquals(
                    "The incoming migration has already been started",
                    qmp.refused("migrate-incoming", "uri", "unix:" + directory.resolve("main"))
                            .getMessage());
            state(qmp, "listening", "Guest is waiting for an incoming migration");
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void privateRam_blocksTheModesThatHandItOver(Program tested) throws IOException, QmpError {
        program = tested;
        try (TestVm vm = TestVm.start(program, directory, "-m", "64M")) {
            QmpClient qmp = vm.qmp();
            for (Mode mode : modes(program)) {
                set(qmp, mode);
                List<?> reasons = (List<?>) qmp.query("query-migrate").get("blocked-reasons");
                if (mode == Mode.REBOOT) {
                    assertNull(reasons);
                    continue;
                }
                assertEquals(
                        List.of(REGION + "microvm.ram" + NOT_SHARED, REGION + "pc.bios" + NOT_SHARED),
                        reasons.subList(0, 2));
                // The one that was added last.
                assertEquals(
                        REGION + "pc.bios" + NOT_SHARED,
                        qmp.refused("migrate", "channels", List.of(MAIN, CPR)).getMessage());
                TABLE.row(program, mode, "private RAM", REGION + "..." + NOT_SHARED.substring(0, 40) + "...");
            }
            assertEquals("running", qmp.query("query-status").get("status"));
        }
    }

    /** QEMU keeps the memfd of the state and the variable that names it (cpr.md 7). */
    @Test
    void execThatCannotOpenItsChannel_leavesNothingBehind() throws IOException, QmpError {
        try (TestVm vm = TestVm.start(directory, SHARED)) {
            QmpClient qmp = vm.qmp();
            qmp.execute("migrate-set-parameters", "mode", "cpr-exec", "cpr-exec-command", List.of("/bin/false"));
            int before = Processes.descriptors(vm.process().pid()).size();
            for (int i = 0; i < 5; i++) {
                qmp.refused("migrate", "uri", "file:/nonexistent/x");
            }
            Await.until("as many descriptors as before", () -> "", () -> {
                return Processes.descriptors(vm.process().pid()).size() <= before;
            });
            qmp.execute("migrate-set-parameters", "mode", "cpr-reboot");
            Path environment = directory.resolve("environment");
            qmp.execute("migrate", "uri", "exec:env > " + environment + "; cat > /dev/null");
            qmp.awaitMigration("completed");
            assertFalse(Files.readString(environment).contains("CPR"));
        }
    }

    @AfterAll
    static void print() {
        System.out.println("\nRefused before anything happens:\n" + TABLE);
    }
}
