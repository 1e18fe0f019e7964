package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -daemonize}, and what descriptors a process is started with. */
class DaemonizeIT {
    private static final String PROGRAM =
            Path.of(System.getProperty("baton.home")).resolve("bin/qemu-kvm").toString();
    private static final String COMMON = " -machine none -nodefaults -display none -daemonize";

    @TempDir
    private Path temporary;

    private ProcessHandle daemon;

    @AfterEach
    void end() {
        if (daemon != null) {
            daemon.destroyForcibly();
        }
    }

    @Test
    void commandReturned_daemonListensAndIsAlone() throws IOException, InterruptedException {
        Launched ran = shell("exec \"$0\"" + COMMON + " -pidfile pid -qmp unix:qmp,server=on,wait=off");

        assertEquals(0, ran.status(), ran.err());
        assertTrue(Files.exists(temporary.resolve("qmp")));
        daemon = daemon();
        for (int fd = 0; fd <= 2; fd++) {
            assertEquals(Path.of("/dev/null"), Files.readSymbolicLink(descriptor(fd)));
        }
        assertEquals(Long.toString(daemon.pid()), session(daemon));
        assertNotEquals(session(ProcessHandle.current()), session(daemon));
    }

    @Test
    void sigterm_endsTheDaemonInOrder() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        shell("exec \"$0\"" + COMMON + " -pidfile pid -qmp unix:qmp,server=on,wait=off");
        daemon = daemon();

        daemon.destroy();
        daemon.onExit().get(10, TimeUnit.SECONDS);

        assertFalse(Files.exists(temporary.resolve("pid")));
        assertFalse(Files.exists(temporary.resolve("qmp")));
    }

    @Test
    void startThatFails_saysWhyAndReturnsOne() throws IOException, InterruptedException {
        Launched ran = shell("exec \"$0\"" + COMMON + " -pidfile missing/pid");

        assertEquals(1, ran.status());
        assertEquals(
                "qemu-system-x86_64: cannot create PID file: Cannot open pid file missing/pid: No such file or directory\n",
                ran.err());
    }

    @Test
    void inheritedDescriptors_reachTheDaemon() throws IOException, InterruptedException {
        Launched ran = shell("exec 3<\"$0\" 5>five; exec \"$0\"" + COMMON
                + " -pidfile pid -add-fd fd=3,set=1 -add-fd fd=5,set=2 -qmp unix:qmp,server=on,wait=off");

        assertEquals(0, ran.status(), ran.err());
        daemon = daemon();
    }

    @Test
    void noDescriptorLeftForTheLauncher_isRefused() throws IOException, InterruptedException {
        Launched ran = shell("exec 3<\"$0\" 4<&3 5<&3 6<&3 7<&3 8<&3; exec \"$0\"" + COMMON);

        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("descriptors 3 to 9"), ran.err());
    }

    @Test
    void closedDescriptors_areNotTakenByTheJvmsFiles() throws IOException, InterruptedException {
        Launched ran = shell("exec \"$0\"" + COMMON
                + " -pidfile pid -qmp unix:qmp,server=on,wait=off -chardev file,id=f,path=/dev/fd/0 <&- >&- 2>&-");

        assertEquals(0, ran.status());
        daemon = daemon();
    }

    private Launched shell(String script) throws IOException, InterruptedException {
        return Launched.run(temporary, Map.of(), "/bin/sh", "-c", "cd '" + temporary + "' && " + script, PROGRAM);
    }

    private ProcessHandle daemon() throws IOException {
        long pid = Long.parseLong(Files.readString(temporary.resolve("pid")).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private Path descriptor(int number) {
        return Path.of("/proc", Long.toString(daemon.pid()), "fd", Integer.toString(number));
    }

    private static String session(ProcessHandle process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    }
}
