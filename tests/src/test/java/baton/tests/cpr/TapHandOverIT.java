package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.guest.IoGuest;
import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest behind real tap interfaces of this host, which talks UDP with it. Skipped where taps cannot be had. */
@KvmRequired
class TapHandOverIT {
    private static final String HOST = "10.77.231.1";
    private static final InetSocketAddress GUEST = new InetSocketAddress("10.77.231.2", 7);
    private static final int TAP_FD = 9;
    /** Opens a tap as the descriptor it is told, and becomes the command behind. */
    private static final String OPENER = "import fcntl, os, struct, sys\n"
            + "fd = os.open('/dev/net/tun', os.O_RDWR)\n"
            + "fcntl.ioctl(fd, 0x400454ca, struct.pack('16sH22x', sys.argv[1].encode(), 0x1002))\n" // IFF_TAP,
            // IFF_NO_PI
            + "os.dup2(fd, int(sys.argv[2]))\n"
            + "os.execvp(sys.argv[3], sys.argv[3:])\n";

    @TempDir
    private Path directory;

    @Test
    void tapByName_goesOnWithTheGuest() throws IOException, QmpError, InterruptedException {
        try (TapInterface tap = TapInterface.tap('n')) {
            handOver(tap, "ifname=" + tap.name() + ",script=no,downscript=no,cpr=on");
        }
    }

    @Test
    void tapByDescriptor_goesOnWithTheGuest() throws IOException, QmpError, InterruptedException {
        try (TapInterface tap = TapInterface.tap('f')) {
            handOver(tap, "fd=" + TAP_FD, "python3", "-c", OPENER, tap.name(), "" + TAP_FD);
        }
    }

    /** Nobody else can open the tap meanwhile: the next process has the descriptor, or nothing. */
    private void handOver(TapInterface tap, String how, String... prefix)
            throws IOException, QmpError, InterruptedException {
        tap.address(HOST + "/24");
        Echo echo = new Echo();
        try (UdpEcho wire = new UdpEcho(new DatagramSocket(), new byte[0], echo);
                BusyGuest guest = BusyGuest.start(directory, "tap,id=n0," + how, prefix)) {
            wire.begin(GUEST);
            echo.await(20);
            guest.handOver(() -> guest.moving().handOver(Mode.TRANSFER, Way.UNIX, false));
            echo.await(20);
            guest.handOver(() -> guest.moving().handOver(Mode.EXEC, Way.FILE, false));
            echo.await(20);
            echo.end();
            guest.assertEverythingIsThere();
        }
    }

    @Test
    void liveMigration_movesTheGuestToAnotherTapOfTheBridge() throws IOException, QmpError, InterruptedException {
        try (TapInterface bridge = TapInterface.bridge('b');
                TapInterface from = TapInterface.tap('s');
                TapInterface to = TapInterface.tap('d')) {
            from.in(bridge);
            to.in(bridge);
            bridge.address(HOST + "/24");
            migrate(from, to);
        }
    }

    private void migrate(TapInterface from, TapInterface to) throws IOException, QmpError, InterruptedException {
        Echo echo = new Echo();
        try (UdpEcho wire = new UdpEcho(new DatagramSocket(), new byte[0], echo);
                BusyGuest guest = BusyGuest.start(directory, netdev(from))) {
            wire.begin(GUEST);
            echo.await(20);
            assertTrue(from.has(IoGuest.MAC));
            guest.netdev(netdev(to));
            guest.handOver(() -> guest.moving().live());
            Await.until("word of the guest's new place", echo::toString, () -> to.has(IoGuest.MAC));
            assertEquals(false, from.has(IoGuest.MAC), "it is in one place");
            wire.again();
            echo.await(20);
            echo.end();
            guest.assertEverythingIsThere();
        }
    }

    private static String netdev(TapInterface tap) {
        return "tap,id=n0,ifname=" + tap.name() + ",script=no,downscript=no";
    }
}
