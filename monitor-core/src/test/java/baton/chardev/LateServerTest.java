package baton.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.chardev.testing.ChardevRig;
import baton.chardev.testing.RecordingFrontend;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LateServerTest {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final RecordingFrontend frontend = new RecordingFrontend();
    private ChardevRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new ChardevRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void portOfTheProcessBefore_isServedOnceThatHasEnded() throws IOException {
        Fd taken = Sockets.tcpListen(LOOPBACK, 0, 1);
        int port = Sockets.localPort(taken);
        Chardev chardev = rig.open(new ChardevConfig.Socket(
                "c",
                false,
                new ChardevConfig.InetAddress("127.0.0.1", "" + port),
                true,
                new ChardevConfig.SocketOptions(false, false, false, 0, true)));
        chardev.attach(frontend);
        String name = "tcp:127.0.0.1:" + port + ",server=on";
        assertEquals("disconnected:" + name, chardev.filename());
        rig.settle();

        taken.close();

        Fd[] client = {null};
        rig.until(() -> (client[0] = client[0] == null ? connected(port) : client[0]) != null);
        rig.until(() -> frontend.events.contains("opened"));
        assertEquals(name + " <-> " + Sockets.localAddress(client[0]), chardev.filename());
        client[0].close();
    }

    private static Fd connected(int port) {
        try {
            return Sockets.tcpConnect(LOOPBACK, port, false);
        } catch (IOException e) {
            return null;
        }
    }
}
