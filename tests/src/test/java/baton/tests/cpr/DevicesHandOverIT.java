package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest that uses a disk, a network card, a console and a balloon all the time is handed over in every mode in the middle
 * of it: no block, no byte and no page is lost, and of frames only what was under way on a connection that ends.
 */
@KvmRequired
class DevicesHandOverIT {
    @TempDir
    private Path directory;

    /** Modes in which a new process connects anew, and then those in which the connection goes on. */
    @Test
    void stream_losesWhatWasOnACableThatEnds() throws IOException, QmpError, InterruptedException {
        Echo echo = new Echo();
        Path path = directory.resolve("switch");
        String netdev = "stream,id=n0,server=off,reconnect-ms=20,addr.type=unix,addr.path=" + path;
        try (EthernetSwitch wire = new EthernetSwitch(path, echo);
                BusyGuest guest = BusyGuest.start(directory, netdev)) {
            wire.begin();
            guest.awaitWork();
            echo.await(20);
            guest.handOver(() -> guest.moving().live());
            assertEquals(2, wire.cables());
            assertTrue(wire.announcements() > 0, "the network is told where the guest is");
            guest.awaitAnnouncement();
            echo.await(20);
            guest.handOver(() -> guest.moving().handOver(Mode.REBOOT, Way.FILE, false));
            guest.awaitAnnouncement();
            echo.await(20);
            int cables = wire.cables();
            guest.handOver(() -> guest.moving().handOver(Mode.TRANSFER, Way.UNIX, false));
            guest.handOver(() -> guest.moving().handOver(Mode.EXEC, Way.FILE, false));
            echo.await(20);
            assertEquals(cables, wire.cables(), "the connection goes on");
            echo.end();
            guest.assertEverythingIsThere();
        }
    }

    /** Modes in which the socket goes on with the guest. */
    @Test
    void handOver_losesNothing() throws IOException, QmpError, InterruptedException {
        Echo echo = new Echo();
        try (DatagramSocket ours = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                UdpEcho wire = new UdpEcho(ours, UdpEcho.frameHead(), echo)) {
            int port = freePort();
            String netdev = "dgram,id=n0,local.type=inet,local.host=127.0.0.1,local.port=" + port
                    + ",remote.type=inet,remote.host=127.0.0.1,remote.port=" + ours.getLocalPort();
            try (BusyGuest guest = BusyGuest.start(directory, netdev)) {
                wire.begin(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                guest.awaitWork();
                echo.await(20);
                for (Mode mode : new Mode[] {Mode.TRANSFER, Mode.EXEC}) {
                    guest.handOver(() -> guest.moving().handOver(mode, mode == Mode.EXEC ? Way.FILE : Way.UNIX, false));
                    guest.awaitAnnouncement();
                    echo.await(20);
                }
                echo.end();
                guest.assertEverythingIsThere();
            }
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
