package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code baton update}: the guest counts on in a new process, or, when anything fails, in the old one. */
@KvmRequired
class UpdateIT {
    private static final String BATON =
            Path.of(System.getProperty("baton.home")).resolve("bin/baton").toString();
    private static final List<String> SHARED = List.of(
            "-object",
            "memory-backend-memfd,id=ram0,share=on,size=64M",
            "-machine",
            "memory-backend=ram0,aux-ram-share=on",
            "-m",
            "64M");

    @TempDir
    private Path directory;

    private MonitorProcess first;
    private SerialLog serial;

    @BeforeEach
    void start() throws IOException {
        serial = new SerialLog(directory.resolve("serial"));
    }

    @AfterEach
    void end() throws IOException {
        if (first != null) {
            first.close();
        }
        Path pid = directory.resolve("pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void guest_countsOnInANewProcess() throws IOException, QmpError {
        startGuest(SHARED);
        int before = serial.assertGapless();

        MonitorProcess update = update();

        assertEquals(0, update.awaitExit(), update.toString());
        // Its standard error lives on in the new process: the end of that is not its own.
        Await.until("end of the old process", first::toString, () -> !first.isAlive());
        assertNotEquals(first.pid(), pid());
        assertTrue(update.out().text().contains("the guest stood still for "), update.toString());
        assertFalse(update.out().text().contains("(qemu)"));
        assertRuns(before);
        assertNothingLeft();
    }

    @Test
    void updatesFollowEachOther_besideAndInPlace() throws IOException, QmpError {
        startGuest(SHARED);
        for (String[] how : List.of(new String[0], new String[] {"--exec"}, new String[0], new String[] {"--exec"})) {
            int before = serial.assertGapless();
            MonitorProcess update = update(how);
            assertEquals(0, update.awaitExit(), update.toString());
            assertRuns(before);
        }
        assertNothingLeft();
    }

    @Test
    void inPlace_keepsTheProcessId() throws IOException, QmpError {
        startGuest(SHARED);

        MonitorProcess update = update("--exec");

        assertEquals(0, update.awaitExit(), update.toString());
        assertEquals(first.pid(), pid());
        assertTrue(first.isAlive());
        assertRuns(serial.assertGapless());
    }

    @Test
    void daemon_isUpdatedToADaemon() throws IOException, QmpError {
        List<String> arguments = new ArrayList<>(SHARED);
        arguments.add("-daemonize");
        startGuest(arguments);
        long before = pid();

        MonitorProcess update = update();

        assertEquals(0, update.awaitExit(), update.toString());
        assertNotEquals(before, pid());
        assertRuns(serial.assertGapless());
        for (String[] how : List.of(new String[] {"--exec"}, new String[0])) {
            long last = pid();
            update = update(how);
            assertEquals(0, update.awaitExit(), update.toString());
            assertEquals(how.length == 1, last == pid(), "in place it keeps its id");
            assertRuns(serial.assertGapless());
        }
        for (String number : List.of("0", "1", "2")) {
            assertEquals(Path.of("/dev/null"), Files.readSymbolicLink(Path.of("/proc/" + pid() + "/fd/" + number)));
        }
        assertNothingLeft();
    }

    /** A port cannot be bound twice, and must not be shared. */
    @Test
    void tcpServers_areServedByTheNewProcess() throws IOException, QmpError {
        List<String> arguments = new ArrayList<>(SHARED);
        int port = freePort();
        arguments.addAll(List.of("-qmp", "tcp:127.0.0.1:" + port + ",server=on,wait=off"));
        startGuest(arguments);
        for (String[] how : List.of(new String[0], new String[] {"--exec"}, new String[0])) {
            try (Socket before = greeted(port)) {
                MonitorProcess update = update(how);
                assertEquals(0, update.awaitExit(), update.toString());
                assertEquals(-1, before.getInputStream().read(), "the old process's client is hung up on");
            }
            greeted(port).close();
            assertRuns(serial.assertGapless());
        }
        assertNothingLeft();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Socket greeted(int port) throws IOException {
        Socket[] client = {null};
        Await.until("QMP at port " + port, () -> "", () -> {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
            client[0] = socket;
            return line != null && line.startsWith("{\"QMP\"");
        });
        return client[0];
    }

    /** Whoever is killed in whichever moment after the command has said so much: one process runs the guest. */
    @ParameterizedTest
    @CsvSource({
        "next:, update, TERM",
        "the new process waits, update, TERM",
        "the guest is handed over, update, TERM",
        "next:, new, KILL",
        "the new process waits, new, KILL",
        "the guest is handed over, new, KILL",
    })
    void killedOnTheWay_oneProcessRunsTheGuest(String said, String victim, String signal) throws IOException, QmpError {
        startGuest(SHARED);
        int before = serial.assertGapless();
        MonitorProcess update = update();
        update.out().await(said, 0);

        kill(update, victim.equals("update"), signal);

        int status = update.awaitExit();
        boolean lost = update.toString().contains("took the guest over and then ended: the guest is lost");
        if (victim.equals("new") && (status == 2 && lost || status == 0 && !isThere(pid()))) {
            return; // Killed with the guest in it, or when all was over.
        }
        boolean moved = status == 0 || !first.isAlive();
        assertEquals(moved, first.pid() != pid(), update.toString());
        Await.until("end of the process without the guest", update::toString, () -> moved != first.isAlive());
        assertRuns(before);
        try (QmpClient qmp = qmp()) {
            assertEquals("normal", qmp.query("query-migrate-parameters").get("mode"));
        }
        assertNothingLeft();
    }

    /** Whether it lives; one that nobody has waited for does not. */
    private static boolean isThere(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    private static void kill(MonitorProcess update, boolean itself, String signal) throws IOException {
        List<String> words = new ArrayList<>(List.of("kill", "-" + signal));
        if (itself) {
            words.add("" + update.pid());
        } else {
            ProcessHandle.of(update.pid()).ifPresent(it -> it.children().forEach(child -> words.add("" + child.pid())));
        }
        try {
            new ProcessBuilder(words).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is put back by a command that was killed outright: whatever it left, the next one succeeds. */
    @ParameterizedTest
    @CsvSource({"next:, true", "the new process waits, false"})
    void killedOutright_canBeDoneAgain(String said, boolean both) throws IOException, QmpError {
        startGuest(SHARED);
        MonitorProcess killed = update();
        killed.out().await(said, 0);
        List<ProcessHandle> started = killed.descendants();
        killed.kill();
        if (both) {
            started.forEach(ProcessHandle::destroyForcibly);
        }

        try {
            MonitorProcess[] update = {null};
            Await.until("an update", () -> update[0].toString(), () -> {
                update[0] = update();
                int status = update[0].awaitExit();
                String why = update[0].err().text();
                // It is under way without the command that was killed; its socket changes hands in the middle.
                boolean early = Stream.of("is migrating already", "it is inmigrate", "Connection refused")
                        .anyMatch(why::contains);
                assertTrue(status == 0 || early, update[0].toString());
                return status == 0;
            });
            assertRuns(serial.assertGapless());
        } finally {
            started.forEach(ProcessHandle::destroyForcibly); // One that waits for a guest that never comes.
        }
    }

    @Test
    void pausedGuest_staysPaused() throws IOException, QmpError {
        startGuest(SHARED);
        try (QmpClient qmp = qmp()) {
            qmp.execute("stop");
        }

        assertEquals(0, update().awaitExit());

        try (QmpClient qmp = qmp()) {
            assertEquals("paused", qmp.query("query-status").get("status"));
            qmp.execute("cont");
        }
        assertRuns(serial.assertGapless());
    }

    @Test
    void anotherMachine_leavesEverythingAsItWas() throws IOException, QmpError {
        startGuest(SHARED);

        assertUnchanged("Unknown section or instance 'apic' 1", command(SHARED, "-smp", "1"));
    }

    @Test
    void otherMemory_leavesEverythingAsItWas() throws IOException, QmpError {
        startGuest(SHARED);

        List<String> larger =
                SHARED.stream().map(word -> word.replace("64M", "128M")).toList();
        assertUnchanged("is too small", command(larger, "-smp", "2"));
    }

    @Test
    void wrongOption_leavesEverythingAsItWas() throws IOException, QmpError {
        startGuest(SHARED);

        assertUnchanged("-nonsense: invalid option", command(SHARED, "-nonsense"));
    }

    @Test
    void missingProgram_leavesEverythingAsItWas() throws IOException, QmpError {
        startGuest(SHARED);

        assertUnchanged("status 127", "--", "/nonexistent/qemu");
        assertUnchanged("execvp /nonexistent/qemu failed", "--exec", "--", "/nonexistent/qemu");
    }

    /** It takes the guest's memory, and dies with it. */
    @Test
    void processThatDiesWithTheState_leavesEverythingAsItWas() throws IOException, QmpError {
        startGuest(SHARED);
        String dying = "import socket,sys\n"
                + "s=socket.socket(socket.AF_UNIX)\n"
                + "s.bind(sys.argv[-1].split('path=')[1])\n"
                + "s.listen()\n"
                + "s.accept()[0].recv(99)\n";

        assertUnchanged("", "--", "python3", "-c", dying);
    }

    @Test
    void commandThatIsEnded_putsEverythingBack() throws IOException, QmpError {
        startGuest(SHARED);
        int before = serial.assertGapless();
        MonitorProcess update = update("--", "sleep", "100");
        update.out().await("next: sleep", 0);

        update.terminate();

        assertEquals(143, update.awaitExit());
        assertTrue(first.isAlive());
        assertRuns(before);
        assertNothingLeft();
    }

    @Test
    void privateMemory_isRefused() throws IOException, QmpError {
        startGuest(List.of("-m", "64M"));

        assertUnchanged("is not compatible with CPR");
        assertUnchanged("is not compatible with CPR", "--exec");
    }

    @Test
    void terminal_movesInPlaceOnly() throws IOException, QmpError {
        List<String> arguments = new ArrayList<>(SHARED);
        arguments.addAll(List.of("-monitor", "stdio"));
        startGuest(arguments);

        assertUnchanged("update in place (--exec)");

        assertEquals(0, update("--exec").awaitExit());
        first.type("info status\n");
        first.out().await("VM status: running", 0);
    }

    @Test
    void nobodyThere_isRefused() throws IOException {
        MonitorProcess update = update();

        assertEquals(1, update.awaitExit());
        assertTrue(update.err().text().contains("cannot speak QMP"), update.toString());
    }

    private void startGuest(List<String> more) throws IOException, QmpError {
        first = MonitorProcess.start(Program.underTest(), directory, arguments(more, "-smp", "2"));
        serial.await("tick 00000003");
    }

    private List<String> arguments(List<String> more, String... last) throws IOException {
        List<String> arguments = new ArrayList<>(TestVm.MACHINE);
        arguments.addAll(
                List.of("-kernel", TestVm.guest(directory).getFileName().toString()));
        arguments.addAll(more);
        arguments.addAll(List.of("-serial", "file:serial", "-pidfile", "pid", "-qmp", "unix:qmp,server=on,wait=off"));
        arguments.addAll(Arrays.asList(last));
        return arguments;
    }

    /** Words after the options of update: the new command line. */
    private String[] command(List<String> more, String... last) throws IOException {
        List<String> words = new ArrayList<>(List.of("--"));
        words.addAll(arguments(more, last));
        return words.toArray(new String[0]);
    }

    private MonitorProcess update(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(BATON, "update", "qmp"));
        command.addAll(List.of(words));
        return MonitorProcess.start(directory, command);
    }

    private QmpClient qmp() throws IOException, QmpError {
        return QmpClient.connect(directory.resolve("qmp"));
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    }

    /** The guest runs in the process of the pid file, which answers at the socket, and counts on. */
    private void assertRuns(int before) throws IOException, QmpError {
        assertEquals(pid(), listener(), "who listens at the socket");
        try (QmpClient qmp = qmp()) {
            assertEquals("running", qmp.query("query-status").get("status"));
        }
        Await.until(
                "lines after " + before, () -> "pid file in " + directory, () -> serial.assertGapless() > before + 3);
    }

    /** The process that listens at the QMP socket. */
    private long listener() throws IOException {
        Fd socket = Sockets.unixConnect(directory.resolve("qmp").toString(), false);
        try {
            return Sockets.peerProcess(socket);
        } finally {
            socket.close();
        }
    }

    private void assertUnchanged(String why, String... words) throws IOException, QmpError {
        long before = pid();
        int lines = serial.assertGapless();

        MonitorProcess update = update(words);

        assertEquals(1, update.awaitExit(), update.toString());
        assertTrue(update.err().text().contains(why), update.toString());
        assertEquals(before, pid());
        assertTrue(first.isAlive());
        try (QmpClient qmp = qmp()) {
            assertEquals("normal", qmp.query("query-migrate-parameters").get("mode"));
        }
        assertRuns(lines);
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of("guest.elf", "pid", "qmp", "serial"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
