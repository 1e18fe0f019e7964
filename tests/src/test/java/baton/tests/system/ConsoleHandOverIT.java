package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import baton.tests.harness.Await;
import baton.tests.harness.CompiledGuest;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.MonitorProcess;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user at a pty that a monitor shares, a client that at times does not read, one that comes in the midst of a hand-over, and
 * one of QMP: none of them sees the guest go from process to process, and every byte arrives once.
 */
@KvmRequired
class ConsoleHandOverIT {
    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Path kernel;
    private MonitorProcess process;
    private QmpClient qmp;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private List<String> command(String... more) {
        List<String> words = new ArrayList<>(List.of(Program.underTest().path().toString()));
        words.addAll(TestVm.MACHINE);
        words.set(2, words.get(2) + ",memory-backend=ram0,aux-ram-share=on");
        words.addAll(List.of("-object", "memory-backend-memfd,id=ram0,size=64M", "-m", "64M"));
        words.addAll(List.of("-kernel", kernel.toString(), "-serial", "mon:pty", "-device", "virtio-serial-device"));
        words.addAll(List.of("-chardev", "socket,id=port,path=port,server=on,wait=off"));
        words.addAll(List.of("-device", "virtserialport,chardev=port,name=echo,id=p1"));
        words.addAll(List.of("-chardev", "socket,id=qga,path=qga,server=on,wait=off"));
        words.addAll(List.of("-device", "virtserialport,chardev=qga,name=org.qemu.guest_agent.0,id=p2"));
        words.addAll(List.of(more));
        return words;
    }

    private static String monitor(String name) {
        return "unix:" + name + ",server=on,wait=off,cpr=on";
    }

    private void start(String monitor, String... more) throws IOException, QmpError {
        List<String> words = command("-qmp", monitor(monitor));
        words.addAll(List.of(more));
        process = MonitorProcess.start(directory, words);
        open.add(process);
    }

    private void connect(String monitor) throws IOException, QmpError {
        Path socket = directory.resolve(monitor);
        Await.until("monitor", process::toString, () -> java.nio.file.Files.exists(socket));
        qmp = QmpClient.connect(socket);
        open.add(qmp);
    }

    private Fd client(String name) throws IOException {
        Fd fd = Sockets.unixConnect(directory.resolve(name).toString(), true);
        open.add(fd::close);
        return fd;
    }

    private String pty() throws IOException, QmpError {
        for (Object one : (List<?>) qmp.execute("query-chardev")) {
            Map<?, ?> row = (Map<?, ?>) one;
            if (row.get("label").equals("serial0-base")) {
                return ((String) row.get("filename")).substring("pty:".length());
            }
        }
        throw new AssertionError("no pty");
    }

    @Test
    void nobodyNotices_andEveryByteArrivesOnce() throws Exception {
        kernel = CompiledGuest.make(directory, "io");
        start("qmp0");
        connect("qmp0");
        qmp.awaitStatus("running");
        String pty = pty();
        assertTrue(process.out().text().contains("char device redirected to " + pty + " (label serial0-base)\n"));
        Fd terminal = Files.open(pty, Sys.O_RDWR | Sys.O_NOCTTY | Sys.O_NONBLOCK, 0);
        open.add(terminal::close);
        NumberedBytes typed = new NumberedBytes("pty", terminal, 200);
        NumberedBytes streamed = new NumberedBytes("port", client("port"), 1 << 19);
        typed.begin();
        streamed.begin();

        for (int round = 0; round < 3; round++) {
            typed.awaitMore(100);
            streamed.awaitMore(10_000);
            if (round == 1) {
                streamed.reading(false);
                streamed.awaitFull();
            }
            exec();
            if (round == 1) {
                Fd agent = transfer("qmp1");
                // Until here the guest waits for its reader, wherever it runs.
                streamed.reading(true);
                await(agent, "{\"return\": 4711}");
            }
            assertEquals(pty, pty());
        }
        typed.finish();
        streamed.finish();
        useTheMonitor(terminal);
        assertEquals(0, quit());
    }

    private int quit() throws IOException, QmpError {
        qmp.execute("quit");
        return process.awaitExit();
    }

    /** The same process, and the same connection of QMP, which is told of the guest's start by the next program. */
    private void exec() throws IOException, QmpError {
        List<String> next = command("-qmp", monitor("qmp9"), "-incoming", "memfd:");
        qmp.execute("migrate-set-parameters", "mode", "cpr-exec", "cpr-exec-command", next);
        qmp.forgetEvents();
        qmp.execute("migrate", "uri", "memfd:");
        qmp.awaitEvent("STOP");
        qmp.awaitEvent("RESUME");
        assertEquals("normal", qmp.query("query-migrate-parameters").get("mode"), "it is another program");
    }

    /** A client comes when the old process has been told to migrate and the new one does not know yet from where. */
    private Fd transfer(String monitor) throws IOException, QmpError {
        MonitorProcess old = process;
        QmpClient before = qmp;
        start(
                monitor,
                "-incoming",
                "defer",
                "-incoming",
                "cpr,addr.transport=socket,addr.type=unix,addr.path=" + directory.resolve("cpr"));
        Await.until("cpr socket", process::toString, () -> java.nio.file.Files.exists(directory.resolve("cpr")));
        before.execute("migrate-set-parameters", "mode", "cpr-transfer");
        before.execute("migrate", "channels", List.of(channel("main"), channel("cpr")));
        connect(monitor);
        Fd agent = client("qga");
        say(agent, "{\"execute\":\"guest-sync\",\"arguments\":{\"id\":4711}}\n");
        qmp.execute("migrate-incoming", "uri", "unix:" + directory.resolve("main"));
        before.awaitMigration("completed");
        before.execute("quit");
        assertEquals(0, old.awaitExit());
        qmp.awaitStatus("running");
        assertTrue(java.nio.file.Files.exists(directory.resolve("port")), "what the next process listens at");
        return agent;
    }

    private Map<String, Object> channel(String name) {
        String path = directory.resolve(name).toString();
        return Map.of("channel-type", name, "addr", Map.of("transport", "socket", "type", "unix", "path", path));
    }

    private static void say(Fd to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        to.writeFully(bytes, 0, bytes.length);
    }

    private static void await(Fd from, String text) throws IOException {
        StringBuilder got = new StringBuilder();
        byte[] bytes = new byte[4096];
        Await.until(text, got::toString, () -> {
            int n = from.read(bytes, 0, bytes.length);
            got.append(new String(bytes, 0, Math.max(0, n), StandardCharsets.ISO_8859_1));
            return got.indexOf(text) >= 0;
        });
    }

    private static void useTheMonitor(Fd terminal) throws IOException {
        say(terminal, "\001c");
        await(terminal, "monitor - type 'help'");
        say(terminal, "info status\r");
        await(terminal, "VM status: running");
    }
}
