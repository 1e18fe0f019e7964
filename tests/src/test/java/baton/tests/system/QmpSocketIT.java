package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import baton.base.Closer;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are broken, slow, gone or too many: each gets what it is owed, and the guest never notices. */
@KvmRequired
class QmpSocketIT {
    private static final int MALFORMED = 10_000;
    private static final int BATCH = 50;

    @TempDir
    private Path directory;

    private TestVm vm;
    private Path second;
    private GuestCounters before;

    @BeforeEach
    void startGuest() throws IOException, QmpError {
        second = directory.resolve("second.qmp");
        vm = TestVm.start(directory, "-m", "64M", "-qmp", "unix:" + second + ",server=on,wait=off");
        before = vm.guest().awaitUp(1);
    }

    @AfterEach
    void guestWentOn() throws IOException, QmpError {
        try (TestVm closed = vm) {
            closed.guest().awaitTicks(closed.guest().read(), 20).assertWentOnFrom(before);
            new SerialLog(closed.serial()).assertGapless();
        }
    }

    @Test
    void malformedInput_getsExactlyOneErrorEach() throws IOException, QmpError {
        Malformed inputs = new Malformed(new Random(1));
        try (QmpClient client = QmpClient.connect(second)) {
            for (int sent = 0; sent < MALFORMED; sent += BATCH) {
                assertOneErrorEach(client, inputs, sent);
            }
        }
    }

    /** Sends some inputs, each with a good command behind it, so that errors too many or too few show. */
    private static void assertOneErrorEach(QmpClient client, Malformed inputs, int first) throws IOException {
        byte[][] batch = new byte[BATCH][];
        ByteBuffer all = ByteBuffer.allocate(1 << 20);
        for (int i = 0; i < BATCH; i++) {
            batch[i] = inputs.next();
            all.put(batch[i]).put(("{\"execute\":\"query-name\",\"id\":" + (first + i) + "}").getBytes());
        }
        client.send(Arrays.copyOf(all.array(), all.position()));
        for (int i = 0; i < BATCH; i++) {
            String input = new String(batch[i], StandardCharsets.ISO_8859_1);
            Map<String, Object> error = client.receive();
            assertTrue(error.containsKey("error"), () -> "no error for " + input + " but " + error);
            Map<String, Object> reply = client.receive();
            assertEquals("" + (first + i), "" + reply.get("id"), () -> "after " + input + ": " + reply);
            assertTrue(reply.containsKey("return"), () -> "after " + input + ": " + reply);
        }
    }

    @Test
    void clientThatDiesInTheMiddle_makesRoomForTheNext() throws IOException, QmpError {
        for (int i = 0; i < 20; i++) {
            QmpClient client = QmpClient.connect(second);
            client.send("{\"execute\":\"query-status\"}{\"execute\":\"query-st");
            client.close();
        }
        try (QmpClient client = QmpClient.connect(second)) {
            assertEquals("running", client.query("query-status").get("status"));
        }
    }

    @Test
    void clientThatNeverReads_hindersNobody() throws IOException, QmpError {
        try (SocketChannel mute = QmpClient.open(second)) {
            mute.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            mute.configureBlocking(false);
            fill(mute, "{\"execute\":\"qmp_capabilities\"}");
            for (int i = 0; i < 2000; i++) {
                fill(mute, "{\"execute\":\"query-qmp-schema\"}");
            }
            vm.guest().awaitTicks(vm.guest().read(), 30);
            assertEquals("running", vm.qmp().query("query-status").get("status"));
        }
        try (QmpClient client = QmpClient.connect(second)) {
            assertEquals("running", client.query("query-status").get("status"));
        }
    }

    private static void fill(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void oneByteAtATime_isUnderstood() throws IOException, QmpError {
        try (QmpClient client = QmpClient.connect(second)) {
            for (byte b : "{ 'execute' : 'query-name', \"id\": [1, {\"a\": null}] }".getBytes(StandardCharsets.UTF_8)) {
                client.send(new byte[] {b});
            }
            assertEquals(
                    List.of(1L, nullMap()).toString(), "" + client.receive().get("id"));
        }
    }

    private static Map<String, Object> nullMap() {
        Map<String, Object> map = new HashMap<>();
        map.put("a", null);
        return map;
    }

    @Test
    void manyCommandsInOnePacket_areAnsweredInOrder() throws IOException, QmpError {
        try (QmpClient client = QmpClient.greeted(second)) {
            StringBuilder packet = new StringBuilder("{\"execute\":\"qmp_capabilities\",\"id\":0}");
            for (int id = 1; id < 100; id++) {
                packet.append("{\"execute\":\"query-name\",\"id\":").append(id).append('}');
            }
            client.send(packet.toString());
            for (int id = 0; id < 100; id++) {
                Map<String, Object> reply = client.receive();
                assertEquals("" + id, "" + reply.get("id"));
                assertInstanceOf(Map.class, reply.get("return"));
            }
        }
    }

    @Test
    void secondClient_isNotLeftHanging() throws IOException, QmpError {
        assumeFalse(Program.underTest().isQemu(), "skipped: QEMU lets a second client wait without a word");
        try (QmpClient first = QmpClient.connect(second);
                SocketChannel other = QmpClient.open(second)) {
            ByteBuffer answer = ByteBuffer.allocate(4096);
            other.configureBlocking(false);
            Await.until("an answer or the end", () -> "", () -> other.read(answer) != 0);
            assertEquals("running", first.query("query-status").get("status"));
        }
    }

    @Test
    void commandsBeforeNegotiation_areRefused() throws IOException, QmpError {
        try (QmpClient client = QmpClient.greeted(second)) {
            QmpError error = client.refused("query-status");
            assertEquals("CommandNotFound", error.errorClass());
            assertEquals("Expecting capabilities negotiation with 'qmp_capabilities'", error.getMessage());
        }
    }

    @Test
    void everyClient_hearsEventsWithTheirTime() throws IOException, QmpError {
        try (QmpClient client = QmpClient.connect(second)) {
            long now = System.currentTimeMillis() / 1000;
            vm.qmp().execute("stop");
            Map<?, ?> stamp = (Map<?, ?>) client.awaitEvent("STOP").get("timestamp");
            long seconds = ((Number) stamp.get("seconds")).longValue();
            long microseconds = ((Number) stamp.get("microseconds")).longValue();
            assertTrue(Math.abs(seconds - now) < 60, "time " + stamp);
            assertTrue(microseconds >= 0 && microseconds < 1_000_000, "time " + stamp);
            client.execute("cont");
            vm.qmp().awaitEvent("RESUME");
        }
    }

    @Test
    void descriptorSentWithGetfd_takesTheMigration() throws IOException, QmpError {
        Path state = directory.resolve("vm.state");
        try (Closer closer = new Closer()) {
            Fd socket = Sockets.unixConnect(second.toString(), false);
            closer.add(socket);
            Fd file = Files.open(state.toString(), Sys.O_RDWR | Sys.O_CREAT, 0600);
            closer.add(file);
            answer(socket, "\"QMP\"");
            command(socket, "{\"execute\":\"qmp_capabilities\"}");
            answer(socket, "{\"return\": {}}");
            command(socket, "{\"execute\":\"getfd\",\"arguments\":{\"fdname\":\"there\"}}", file.number());
            answer(socket, "{\"return\": {}}");
            vm.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
            command(socket, "{\"execute\":\"migrate\",\"arguments\":{\"uri\":\"fd:there\"}}");
            vm.qmp().awaitStatus("postmigrate");
            assertTrue(file.size() > 8192, "saved " + file.size() + " bytes");
            vm.qmp().execute("cont");
        }
    }

    private static void command(Fd socket, String text, int... fds) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(bytes.length, Sockets.send(socket, bytes, 0, bytes.length, fds));
    }

    private static void answer(Fd socket, String wanted) throws IOException {
        byte[] bytes = new byte[4096];
        int n = socket.read(bytes, 0, bytes.length);
        String text = new String(bytes, 0, Math.max(n, 0), StandardCharsets.UTF_8);
        assertTrue(text.contains(wanted), text);
    }
}
