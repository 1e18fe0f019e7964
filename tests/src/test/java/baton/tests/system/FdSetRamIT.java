package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Fd;
import baton.nat.libc.Memfd;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guest RAM in a descriptor that somebody else keeps ({@code mem-path=/dev/fdset/N}): this test, with a memfd. */
@KvmRequired
class FdSetRamIT {
    private static final int BYTES = 64 << 20;

    @TempDir
    private Path directory;

    private Fd ram;
    private MonitorProcess process;
    private SerialLog serial;

    @BeforeEach
    void makeRam() throws IOException {
        ram = Memfd.create("kept", false);
        ram.truncate(BYTES);
        serial = new SerialLog(directory.resolve("serial"), directory.resolve("serial2"));
    }

    @AfterEach
    void end() throws IOException {
        ram.close();
        if (process != null) {
            process.close();
        }
        Path pid = directory.resolve("pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void cprReboot_findsRamWhereItWasKept() throws IOException, QmpError {
        start("<>", "-add-fd", "fd=3,set=2", "-serial", "file:serial");
        serial.await("tick 00000003");
        try (QmpClient qmp = settled()) {
            qmp.execute("migrate", "uri", "file:" + directory.resolve("vm.state"));
            qmp.awaitMigration("completed");
            qmp.execute("quit");
        }
        assertEquals(0, process.awaitExit());
        int before = serial.assertGapless();
        assertTrue(Files.size(directory.resolve("vm.state")) < 1 << 20, "RAM was to be left where it is");

        start("<>", "-add-fd", "fd=3,set=2", "-serial", "file:serial2", "-incoming", "defer");
        try (QmpClient qmp = settled()) {
            qmp.execute("migrate-incoming", "uri", "file:" + directory.resolve("vm.state"));
            qmp.awaitStatus("running");
        }
        serial.await(line(before + 3));
        serial.assertGapless();
    }

    @Test
    void liveUpdate_takesTheDescriptorAlong() throws IOException {
        start("<>", "-add-fd", "fd=3,set=2", "-serial", "file:serial", "-pidfile", "pid");
        serial.await("tick 00000003");
        for (String how : List.of("--exec", "qmp", "--exec")) {
            int before = serial.assertGapless();
            MonitorProcess update = MonitorProcess.start(
                    directory,
                    how.equals("qmp") ? List.of(baton(), "update", "qmp") : List.of(baton(), "update", "qmp", how));
            assertEquals(0, update.awaitExit(), update.toString());
            serial.await(line(before + 3));
        }
        serial.assertGapless();
    }

    @Test
    void missingSet_isRefusedWithAHint() throws IOException {
        start("<>");

        assertEquals(1, process.awaitExit());
        assertTrue(
                process.err()
                        .text()
                        .contains("can't open backing store /dev/fdset/2 for guest RAM: Failed to find fdset"
                                + " /dev/fdset/2: pass one that is open for reading and writing with -add-fd"
                                + " fd=N,set=2"),
                process.toString());
    }

    @Test
    void descriptorForReadingOnly_isRefusedWithAHint() throws IOException {
        start("<", "-add-fd", "fd=3,set=2");

        assertEquals(1, process.awaitExit());
        assertTrue(
                process.err().text().contains("Failed to find file descriptor with matching flags=0x2: pass one"),
                process.toString());
    }

    private static String baton() {
        return Path.of(System.getProperty("baton.home")).resolve("bin/baton").toString();
    }

    private static String line(int number) {
        return "tick " + String.format("%08d", number);
    }

    /** Starts the guest with descriptor 3 open on its RAM, for reading ({@code <}) or both ({@code <>}). */
    private void start(String direction, String... more) throws IOException {
        String kept = "/proc/" + ProcessHandle.current().pid() + "/fd/" + ram.number();
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "exec 3" + direction + kept + "; exec \"$@\"", "sh"));
        command.add(Program.underTest().path().toString());
        command.addAll(TestVm.MACHINE);
        command.addAll(List.of("-kernel", TestVm.guest(directory).toString(), "-m", "64M"));
        command.addAll(List.of("-object", "memory-backend-file,id=ram0,size=64M,share=on,mem-path=/dev/fdset/2"));
        command.addAll(List.of("-machine", "memory-backend=ram0,aux-ram-share=on"));
        command.addAll(List.of("-qmp", "unix:qmp,server=on,wait=off"));
        command.addAll(List.of(more));
        process = MonitorProcess.start(directory, command);
    }

    /** A connection whose process is set to leave RAM in its place. */
    private QmpClient settled() throws IOException, QmpError {
        QmpClient qmp = QmpClient.connect(directory.resolve("qmp"));
        qmp.execute("migrate-set-parameters", "mode", "cpr-reboot");
        Map<String, Object> ignored = Map.of("capability", "x-ignore-shared", "state", true);
        qmp.execute("migrate-set-capabilities", "capabilities", List.of(ignored));
        return qmp;
    }
}
