package baton.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import baton.net.testing.NetBench;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream whose connection goes on in another process, here another netdev of the same. */
class KeptStreamTest {
    private NetBench bench;
    private Fd peer;

    @BeforeEach
    void open() throws IOException {
        bench = new NetBench();
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        bench.close();
    }

    private NetBench.Card first() throws IOException, NetException {
        Fd[] pair = Sockets.pair();
        peer = pair[1];
        bench.descriptors.put("x", pair[0]);
        return bench.card("type", "socket", "id", "n", "fd", "x");
    }

    /** As {@code card} is left by one process and found by the next. */
    private NetBench.Card next(NetBench.Card card) throws IOException, NetException {
        Fd copy = bench.network.kept().get("netdev/n").dup();
        card.netdev.guestRuns(false);
        bench.network.remove("n");
        bench.descriptors.put("netdev/n", copy);
        return bench.card("type", "stream", "id", "n", "addr.type", "unix", "addr.path", "/nowhere");
    }

    private static byte[] framed(int length, int seed) {
        byte[] bytes = new byte[4 + length];
        bytes[2] = (byte) (length >> 8);
        bytes[3] = (byte) length;
        Arrays.fill(bytes, 4, bytes.length, (byte) seed);
        return bytes;
    }

    private void send(byte[] bytes, int from, int to) throws IOException {
        peer.writeFully(bytes, from, to - from);
    }

    @Test
    void framesThatWereNotDelivered_areTheNextOnes() throws IOException, NetException {
        NetBench.Card card = first();
        card.room = 2;
        for (int i = 0; i < 5; i++) {
            send(framed(100, i), 0, 104);
        }
        bench.until(() -> card.frames.size() == 2);
        NetBench.Card next = next(card);
        bench.until(() -> next.frames.size() == 3);
        for (int i = 0; i < 3; i++) {
            assertEquals(2 + i, next.frames.get(i)[0]);
        }
    }

    @Test
    void frameThatHasComeInPart_isWholeInTheNext() throws IOException, NetException {
        NetBench.Card card = first();
        send(framed(10, 1), 0, 14);
        send(framed(1000, 2), 0, 500);
        bench.until(() -> card.frames.size() == 1);
        NetBench.Card next = next(card);
        send(framed(1000, 2), 500, 1004);
        bench.until(() -> next.frames.size() == 1);
        assertArrayEquals(Arrays.copyOfRange(framed(1000, 2), 4, 1004), next.frames.get(0));
    }

    @Test
    void incompleteFrame_costsNothing_andItsPeerIsMissed() throws IOException, NetException {
        NetBench.Card card = first();
        send(framed(1000, 2), 0, 500);
        int[] turns = new int[1];
        bench.until(() -> ++turns[0] > 100);
        assertTrue(card.netdev.connected());
        send(framed(1000, 2), 500, 1004);
        bench.until(() -> card.frames.size() == 1);
        send(framed(1000, 3), 0, 2);
        Sockets.shutdown(peer, Sys.SHUT_RDWR);
        bench.until(() -> !card.netdev.connected());
    }

    @Test
    void frameThatWasSentInPart_isEndedBeforeTheNextProcessSends() throws IOException, NetException {
        NetBench.Card card = first();
        int sent = 0;
        while (card.send(new byte[60000])) {
            sent++;
        }
        Fd reader = peer;
        int expected = sent;
        // Somebody reads meanwhile, as a peer does.
        byte[] buffer = new byte[1 << 20];
        Thread peerReads = new Thread(() -> {
            long left = expected * 60004L;
            try {
                while (left > 0) {
                    left -= Math.max(0, reader.read(buffer, 0, (int) Math.min(left, buffer.length)));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        peerReads.start();
        NetBench.Card next = next(card);
        assertTrue(next.netdev.connected());
        join(peerReads);
        assertTrue(next.send(new byte[] {9, 9}));
        byte[] whole = new byte[6];
        int n = peer.read(whole, 0, 6);
        assertEquals(6, n);
        assertArrayEquals(new byte[] {0, 0, 0, 2, 9, 9}, whole);
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertFalse(thread.isAlive(), "what was sent has not come whole");
    }
}
