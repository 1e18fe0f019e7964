package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.CompiledGuest;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest that drives a network card, serial ports and a balloon, handed to another process and then to a program in its own
 * place: every frame and byte comes back, on connections that stay.
 */
@KvmRequired
class VirtioGuestIT {
    private static final long RAM = 64L << 20;

    @TempDir
    private Path directory;

    private Path kernel;
    private final Set<Integer> echoed = new HashSet<>();
    private int sent;

    @BeforeEach
    void compile() throws IOException, InterruptedException {
        kernel = CompiledGuest.make(directory, "io");
    }

    private List<String> machine(int guestPort, int ourPort) {
        List<String> all = new ArrayList<>(TestVm.MACHINE);
        all.set(1, all.get(1) + ",memory-backend=ram0,aux-ram-share=on");
        String udp = "dgram,id=n0,local.type=inet,local.host=127.0.0.1,local.port=" + guestPort
                + ",remote.type=inet,remote.host=127.0.0.1,remote.port=" + ourPort;
        all.addAll(List.of(
                "-object",
                "memory-backend-memfd,id=ram0,size=64M",
                "-m",
                "64M",
                "-kernel",
                kernel.toString(),
                "-netdev",
                udp,
                "-device",
                "virtio-net-device,netdev=n0,id=nic0",
                "-chardev",
                socket("con"),
                "-serial",
                "chardev:con",
                "-device",
                "virtio-serial-device",
                "-chardev",
                socket("port"),
                "-device",
                "virtserialport,chardev=port,name=echo,id=p1",
                "-chardev",
                socket("qga"),
                "-device",
                "virtserialport,chardev=qga,name=org.qemu.guest_agent.0,id=p2",
                "-device",
                "virtio-balloon-device"));
        return all;
    }

    private String socket(String name) {
        return "socket,id=" + name + ",path=" + directory.resolve(name) + ",server=on,wait=off";
    }

    @Test
    void devicesAndConnections_goOnInTheNextProcess() throws Exception {
        int port = freePort();
        try (DatagramSocket wire = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            wire.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            wire.setSoTimeout(100);
            handOver(machine(port, wire.getLocalPort()), wire);
            assertEquals(sent, echoed.size(), "every frame came back");
        }
    }

    private void handOver(List<String> machine, DatagramSocket wire) throws IOException, QmpError {
        try (TestVm first = TestVm.startPlain(Program.underTest(), directory, machine)) {
            first.qmp().awaitStatus("running");
            frames(wire, 20);
            handOver(first, machine, wire);
        }
    }

    private void handOver(TestVm first, List<String> machine, DatagramSocket wire) throws IOException, QmpError {
        try (SocketChannel console = SocketChannel.open(address("con"));
                SocketChannel echo = SocketChannel.open(address("port"));
                SocketChannel agent = SocketChannel.open(address("qga"));
                TestVm second = heir(machine)) {
            use(console, echo, agent);
            balloon(first.qmp());
            transfer(first, second);
            frames(wire, 20);
            use(console, echo, agent);
            exec(second, Program.underTest(), machine);
            frames(wire, 20);
            use(console, echo, agent);
        }
    }

    private TestVm heir(List<String> machine) throws IOException {
        String cpr = "{\"channel-type\":\"cpr\",\"addr\":{\"transport\":\"socket\",\"type\":\"unix\",\"path\":\""
                + directory.resolve("cpr") + "\"}}";
        String main = "unix:" + directory.resolve("main");
        return TestVm.startPlain(Program.underTest(), directory, machine, "-incoming", main, "-incoming", cpr);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private UnixDomainSocketAddress address(String name) {
        return UnixDomainSocketAddress.of(directory.resolve(name));
    }

    /** Sends numbered frames, a few at a time, until so many more have come back. */
    private void frames(DatagramSocket wire, int more) throws IOException {
        int goal = echoed.size() + more;
        byte[] frame = new byte[64];
        frame[12] = (byte) 0x88;
        frame[13] = (byte) 0xb5;
        DatagramPacket back = new DatagramPacket(new byte[2048], 2048);
        long end = System.nanoTime() + Await.LIMIT.toNanos();
        while (echoed.size() < goal) {
            assertTrue(System.nanoTime() < end, "frames came back: " + echoed.size() + " of " + sent);
            if (sent < goal) {
                ByteBuffer.wrap(frame).putInt(14, sent++);
                wire.send(new DatagramPacket(frame, frame.length));
            }
            try {
                wire.receive(back);
                if (back.getData()[12] == (byte) 0x88) {
                    echoed.add(ByteBuffer.wrap(back.getData()).getInt(14));
                }
            } catch (PortUnreachableException | SocketTimeoutException e) {
                continue; // it starts, or is on its way
            }
        }
    }

    private static void use(SocketChannel console, SocketChannel echo, SocketChannel agent) throws IOException {
        assertEquals("typed", says(console, "typed", 5));
        String text = "0123456789".repeat(500);
        assertEquals(text, says(echo, text, text.length()));
        assertEquals(
                "{\"return\": 4711}\n", says(agent, "{\"execute\":\"guest-sync\",\"arguments\":{\"id\":4711}}\n", 17));
    }

    /** Says it and reads so many bytes, without the words with which the guest starts. */
    private static String says(SocketChannel channel, String text, int bytes) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        StringBuilder got = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (got.length() < bytes) {
            buffer.clear();
            int n = channel.read(buffer);
            assertTrue(n > 0, "the connection ended after " + got);
            got.append(new String(buffer.array(), 0, n, StandardCharsets.US_ASCII).replace("io: ready\n", ""));
        }
        return got.toString();
    }

    private static void balloon(QmpClient qmp) throws IOException, QmpError {
        qmp.execute("balloon", "value", RAM - (1L << 20));
        Map<String, Object> event = qmp.awaitEvent("BALLOON_CHANGE");
        assertTrue(event.toString().contains("actual"), event.toString());
        Await.until("the balloon", () -> "", () -> {
            try {
                return qmp.query("query-balloon").get("actual").equals(RAM - (1L << 20));
            } catch (QmpError e) {
                throw new IOException(e.getMessage(), e);
            }
        });
    }

    private void transfer(TestVm from, TestVm to) throws IOException, QmpError {
        Await.until("cpr socket", to.process()::toString, () -> Files.exists(directory.resolve("cpr")));
        from.qmp().execute("migrate-set-parameters", "mode", "cpr-transfer");
        from.qmp().execute("migrate", "channels", List.of(channel("main"), channel("cpr")));
        from.qmp().awaitMigration("completed");
        from.quit();
        to.qmp().awaitStatus("running");
        assertEquals(RAM - (1L << 20), to.qmp().query("query-balloon").get("actual"), "the balloon is as it was");
        assertTrue(to.qmp().hmp("info network").contains("nic0: index=0,type=nic,model=virtio-net-device"));
    }

    private Map<String, Object> channel(String name) {
        return Map.of(
                "channel-type",
                name,
                "addr",
                Map.of(
                        "transport",
                        "socket",
                        "type",
                        "unix",
                        "path",
                        directory.resolve(name).toString()));
    }

    private void exec(TestVm vm, Program program, List<String> machine) throws IOException, QmpError {
        List<String> command = new ArrayList<>(List.of(program.path().toString()));
        command.addAll(machine);
        Path state = directory.resolve("state");
        Path socket = directory.resolve("third.qmp");
        command.addAll(List.of(
                "-serial", "null", "-qmp", "unix:" + socket + ",server=on,wait=off", "-incoming", "file:" + state));
        vm.qmp().execute("migrate-set-parameters", "mode", "cpr-exec", "cpr-exec-command", command);
        vm.qmp().execute("migrate", "uri", "file:" + state);
        Await.until("the third monitor", vm.process()::toString, () -> Files.exists(socket));
        try (QmpClient third = QmpClient.connect(socket)) {
            third.awaitStatus("running");
        }
    }
}
