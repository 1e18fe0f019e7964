package baton.device.virtio.net;

import baton.device.virtio.testing.FakeRam;
import baton.device.virtio.testing.MmioDriver;
import baton.device.virtio.testing.MmioDriver.Buffer;
import baton.nat.libc.Datagrams;
import baton.nat.libc.Fd;
import baton.net.NetCard;
import baton.net.NetException;
import baton.net.Netdev;
import baton.net.testing.NetBench;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A card on a wire whose other end the test has, and a driver for it. */
abstract class CardFixture {
    static final byte[] MAC = {0x52, 0x54, 0, 0x12, 0x34, 0x56};
    static final long ALL = -1;
    static final int RX = 0;
    static final int TX = 1;
    static final int CONTROL = 2;

    final FakeRam ram = new FakeRam(0x500000);
    NetBench bench;
    Fd peer;
    VirtioNet card;
    int arrivals;
    final VirtioNet.Owner owner = new VirtioNet.Owner() {
        @Override
        public void arrived() {
            arrivals++;
        }

        @Override
        public void closed(NetCard gone) {
            bench.network.remove(gone);
        }
    };

    @BeforeEach
    void open() throws IOException {
        bench = new NetBench();
    }

    @AfterEach
    void close() throws IOException {
        if (peer != null) {
            peer.close();
        }
        bench.close();
    }

    VirtioNet.Settings settings() {
        return new VirtioNet.Settings("nic0", "virtio-net-device", MAC, 256, 256);
    }

    /** A card without a cable, as of the captured streams. */
    MmioDriver alone(boolean legacy) {
        card = new VirtioNet(settings(), null, null, owner);
        return new MmioDriver(card, legacy, ram);
    }

    /** A card whose other end is {@link #peer}. */
    MmioDriver connected(boolean legacy) throws IOException, NetException {
        Fd[] pair = Datagrams.pair();
        peer = pair[1];
        bench.descriptors.put("x", pair[0]);
        Netdev netdev = bench.netdev("type", "dgram", "id", "n", "local.type", "fd", "local.str", "x");
        card = new VirtioNet(settings(), netdev, null, owner);
        bench.network.add(card.card(), netdev);
        return new MmioDriver(card, legacy, ram);
    }

    static byte[] frame(int length) {
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) {
            frame[i] = (byte) (i * 7);
        }
        System.arraycopy(MAC, 0, frame, 0, 6);
        return frame;
    }

    byte[] heard() throws IOException {
        byte[] buffer = new byte[70000];
        int n = peer.read(buffer, 0, buffer.length);
        return n == Fd.WOULD_BLOCK ? null : Arrays.copyOf(buffer, n);
    }

    void settle() {
        boolean[] done = new boolean[1];
        bench.loop.post(() -> bench.loop.post(() -> done[0] = true));
        bench.until(() -> done[0]);
    }

    /** The answer to a control command. */
    int control(MmioDriver driver, int... bytes) {
        byte[] command = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            command[i] = (byte) bytes[i];
        }
        ram.put(0x8000, command);
        ram.put(0x9000, new byte[] {77});
        driver.offer(
                CONTROL,
                new Buffer(0x8000, 2, false),
                new Buffer(0x8002, bytes.length - 2, false),
                new Buffer(0x9000, 1, true));
        driver.take(CONTROL);
        return ram.get(0x9000, 1)[0];
    }
}
