package baton.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.nat.libc.Datagrams;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.nat.libc.Tap;
import baton.net.testing.NetBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Netdevs over real sockets, and a tap where the host lets us have one. */
class NetdevsTest {
    @TempDir
    private Path dir;

    private NetBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new NetBench();
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    private static byte[] frame(int length, int seed) {
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) {
            frame[i] = (byte) (seed * 31 + i);
        }
        return frame;
    }

    private NetBench.Card stream(String id, String server) throws NetException {
        return bench.card(
                "type",
                "stream",
                "id",
                id,
                "server",
                server,
                "addr.type",
                "unix",
                "addr.path",
                dir.resolve("s").toString());
    }

    @Test
    void streams_carryFramesOfEverySizeInOrderBothWays() throws NetException {
        NetBench.Card a = stream("a", "on");
        NetBench.Card b = stream("b", "off");
        bench.until(() -> bench.events.size() == 2);

        for (int length : new int[] {1, 60, 1514, 65535}) {
            assertTrue(a.send(frame(length, length)));
            assertTrue(b.send(frame(length, length + 1)));
            bench.until(() -> b.frames.size() == a.frames.size() && !b.frames.isEmpty());
            assertArrayEquals(frame(length, length), b.frames.remove(0));
            assertArrayEquals(frame(length, length + 1), a.frames.remove(0));
        }
        assertEquals("unix:" + dir.resolve("s"), a.netdev.info());
    }

    @Test
    void cardWithoutRoom_getsEveryFrameLater() throws NetException {
        NetBench.Card a = stream("a", "on");
        NetBench.Card b = stream("b", "off");
        bench.until(() -> bench.events.size() == 2);
        b.room = 3;
        for (int i = 0; i < 200; i++) {
            assertTrue(a.send(frame(100, i)));
        }
        bench.until(() -> b.frames.size() == 3);

        b.room = 1000;
        b.netdev.resume();
        bench.until(() -> b.frames.size() == 200);
        for (int i = 0; i < 200; i++) {
            assertArrayEquals(frame(100, i), b.frames.get(i));
        }
    }

    @Test
    void peerThatDoesNotRead_holdsUpTheSenderUntilItDoes_withoutLoss() throws NetException {
        NetBench.Card a = stream("a", "on");
        NetBench.Card b = stream("b", "off");
        bench.until(() -> bench.events.size() == 2);
        b.netdev.guestRuns(false);
        int sent = 0;
        while (a.send(frame(60000, sent))) {
            sent++;
            assertTrue(sent < 1000, "nothing ever holds the sender up");
        }
        assertEquals(0, b.frames.size());

        b.netdev.guestRuns(true);
        int all = sent;
        bench.until(() -> b.frames.size() == all && a.writables > 0);
        assertArrayEquals(frame(60000, all - 1), b.frames.get(all - 1));
    }

    @Test
    void peerThatLeaves_isToldAndAnotherIsServed() throws NetException {
        NetBench.Card a = stream("a", "on");
        stream("b", "off");
        bench.until(() -> bench.events.size() == 2);

        bench.network.remove("b");
        bench.until(() -> bench.events.contains("NETDEV_STREAM_DISCONNECTED a"));
        assertEquals("listening", a.netdev.info());
        assertTrue(a.send(frame(60, 1)), "with nobody there frames are lost");

        NetBench.Card c = stream("c", "off");
        bench.until(() -> bench.events.size() == 5);
        a.send(frame(60, 2));
        bench.until(() -> c.frames.size() == 1);
    }

    @Test
    void client_triesAgainWhenAskedTo() throws NetException {
        NetBench.Card b = bench.card(
                "type",
                "stream",
                "id",
                "b",
                "reconnect-ms",
                "10",
                "addr.type",
                "unix",
                "addr.path",
                dir.resolve("s").toString());
        bench.until(() -> b.netdev.info().startsWith("error: Failed to connect to '"));

        stream("a", "on");
        bench.until(() -> bench.events.contains("NETDEV_STREAM_CONNECTED b"));
    }

    @Test
    void streamThatClaimsAnImpossibleLength_isHungUpOn() throws IOException, NetException {
        for (byte[] head : new byte[][] {{0, 0, 0, 0}, {0x7f, 0, 0, 0}, {-1, -1, -1, -1}, {0, 1, 1, 1}}) {
            Fd[] pair = Sockets.pair();
            bench.descriptors.put("x", pair[0]);
            NetBench.Card card = bench.card("type", "socket", "id", "n", "fd", "x");
            pair[1].writeFully(head, 0, 4);
            bench.until(() -> !card.netdev.connected());
            assertEquals(0, pair[1].read(new byte[1], 0, 1));
            pair[1].close();
            bench.network.remove("n");
        }
    }

    @Test
    void datagrams_carryFrames_andSurviveANobody() throws NetException {
        String a = dir.resolve("a").toString();
        String b = dir.resolve("b").toString();
        NetBench.Card one = bench.card(
                "type",
                "dgram",
                "id",
                "n1",
                "local.type",
                "unix",
                "local.path",
                a,
                "remote.type",
                "unix",
                "remote.path",
                b);
        assertTrue(one.send(frame(60, 1)));
        NetBench.Card two = bench.card(
                "type",
                "dgram",
                "id",
                "n2",
                "local.type",
                "unix",
                "local.path",
                b,
                "remote.type",
                "unix",
                "remote.path",
                a);
        assertTrue(one.send(frame(60, 2)));
        two.send(frame(1514, 3));
        bench.until(() -> one.frames.size() == 1 && two.frames.size() == 1);
        assertArrayEquals(frame(60, 2), two.frames.get(0));
        assertArrayEquals(frame(1514, 3), one.frames.get(0));
        assertEquals("udp=" + a + ":" + b, one.netdev.info());
    }

    @Test
    void datagramSocketByDescriptor_isRecognised() throws IOException, NetException {
        Fd[] pair = Datagrams.pair();
        bench.descriptors.put("x", pair[0]);
        NetBench.Card card = bench.card("type", "socket", "id", "n", "fd", "x");
        byte[] sent = frame(77, 5);
        pair[1].writeFully(sent, 0, sent.length);
        bench.until(() -> card.frames.size() == 1);
        assertArrayEquals(sent, card.frames.get(0));
        pair[1].close();
    }

    @Test
    void guestThatStandsStill_isSentNothing() throws IOException, NetException {
        Fd[] pair = Datagrams.pair();
        bench.descriptors.put("x", pair[0]);
        NetBench.Card card = bench.card("type", "dgram", "id", "n", "local.type", "fd", "local.str", "x");
        card.netdev.guestRuns(false);
        pair[1].writeFully(frame(9, 1), 0, 9);
        boolean[] turned = new boolean[1];
        bench.loop.post(() -> turned[0] = true);
        bench.until(() -> turned[0]);
        assertEquals(0, card.frames.size());

        card.netdev.guestRuns(true);
        bench.until(() -> card.frames.size() == 1);
        pair[1].close();
    }

    @Test
    void tap_isOpenedByName_andGoesToTheNextProcessByItsDescriptor() throws IOException, NetException {
        String name = "btap" + ProcessHandle.current().pid() % 100000;
        try {
            Tap.open(name, true).fd().close();
        } catch (ErrnoException e) {
            assumeTrue(false, "no tap can be had here: " + e.getMessage());
        }
        NetBench.Card card = bench.card("type", "tap", "id", "t", "ifname", name, "script", "no", "downscript", "no");
        assertTrue(card.netdev.hasVnetHeader());
        card.netdev.agree(12, 0);
        assertEquals("ifname=" + name + ",script=no,downscript=no", card.netdev.info());
        assertTrue(card.send(frame(72, 0)), "an interface that is down loses frames");
        Fd copy = bench.network.kept().get("netdev/t").dup();
        bench.network.remove("t");

        bench.descriptors.put("netdev/t", copy);
        NetBench.Card next = bench.card("type", "tap", "id", "t", "ifname", name, "script", "no");
        assertTrue(next.netdev.hasVnetHeader());
        assertTrue(bench.descriptors.isEmpty(), "it takes what was left to it");
    }

    @Test
    void link_isOfNetdevsAndOfCards() throws IOException, NetException {
        Fd[] pair = Datagrams.pair();
        bench.descriptors.put("x", pair[0]);
        NetBench.Card card = bench.card("type", "dgram", "id", "n", "local.type", "fd", "local.str", "x");
        bench.network.link("n", false);
        assertFalse(card.link);
        assertTrue(card.send(frame(9, 1)));
        assertEquals(Fd.WOULD_BLOCK, pair[1].read(new byte[64], 0, 64), "a pulled cable carries nothing");
        bench.network.link("n", true);
        bench.network.link("card-n", false);
        assertFalse(card.link);
        assertThrows(NetException.class, () -> bench.network.link("z", true));
        pair[1].close();
    }

    @Test
    void announcement_isRepeatedAsOftenAsAsked() throws IOException, NetException {
        Fd[] pair = Datagrams.pair();
        bench.descriptors.put("x", pair[0]);
        bench.card("type", "dgram", "id", "n", "local.type", "fd", "local.str", "x");
        bench.network.announce(new Announcement(1, 3, 3, 1, null));
        int[] heard = new int[1];
        byte[] buffer = new byte[16];
        bench.until(() -> {
            try {
                heard[0] += pair[1].read(buffer, 0, 16) > 0 ? 1 : 0;
            } catch (ErrnoException e) {
                throw new AssertionError(e);
            }
            return heard[0] == 3;
        });
        assertEquals(7, buffer[0]);
        pair[1].close();
    }

    @Test
    void removed_isForgottenAndItsCardUnplugged() throws NetException {
        NetBench.Card a = stream("a", "on");
        assertThrows(NetException.class, () -> stream("a", "on"));
        bench.network.remove("a");
        assertFalse(a.link);
        assertNull(bench.network.find("a"));
        assertThrows(NetException.class, () -> bench.network.remove("a"));
        assertTrue(Arrays.asList(bench.network.cards().toArray()).contains(a));
    }
}
