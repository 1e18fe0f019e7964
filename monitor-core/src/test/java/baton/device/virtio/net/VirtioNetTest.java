package baton.device.virtio.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioMmio;
import baton.device.virtio.testing.HostileDriverContract;
import baton.device.virtio.testing.MmioDriver;
import baton.device.virtio.testing.MmioDriver.Buffer;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VirtioNetTest extends CardFixture implements DeviceContract<VirtioMmio>, HostileDriverContract {
    // ---- contract

    @Override
    public VirtioMmio fresh() {
        return alone(true).transport();
    }

    @Override
    public void disturb(VirtioMmio device) {
        device.core().start();
        device.write(0x28, 4096, 4);
        device.write(0x70, 3, 4);
        device.write(0x20, 0x39bf8064, 4);
        for (int queue = 0; queue < 3; queue++) {
            device.write(0x30, queue, 4);
            device.write(0x38, 16, 4);
            device.write(0x3c, 4096, 4);
            device.write(0x40, 0x10 * (queue + 1), 4);
        }
        device.write(0x70, 7, 4);
        ram.put(0x8000, new byte[] {1, 0, 1, 0, 0, 0, 2, 2, 2, 2, 2, 2, 1, 0, 0, 0, 3, 3, 3, 3, 3, 3, 2, 0, 5, 1});
        ram.put(0x30000, new byte[0x1000]);
        descriptor(0, 0x8000, 22, 1, 1);
        descriptor(1, 0x9000, 1, 2, 0);
        descriptor(2, 0x8016, 4, 1, 1);
        ram.put16(0x30000 + 256 + 4 + 2, 2);
        ram.put16(0x30000 + 256 + 2, 2);
        ram.put16(0x32000 + 2, 0);
        device.write(0x50, 2, 4);
    }

    private void descriptor(int index, int address, int length, int flags, int next) {
        ram.put64(0x30000 + 16L * index, address);
        ram.put32(0x30000 + 16L * index + 8, length);
        ram.put16(0x30000 + 16L * index + 12, flags);
        ram.put16(0x30000 + 16L * index + 14, next);
    }

    @Override
    public VirtioDevice hostile() {
        return new VirtioNet(settings(), null, null, owner);
    }

    @Test
    void streamsOfQemu_areLoadedAndSavedAlike() throws Exception {
        for (String name : new String[] {"mv1-virtio-net-0", "mv1-virtio-modern-net-0"}) {
            byte[] body = Sections.golden(name);
            VirtioMmio device = alone(!name.contains("modern")).transport();

            Sections.load(device, body);

            assertArrayEquals(body, Sections.save(device), name);
        }
    }

    // ---- frames

    @Test
    void frame_goesOutWithoutItsHeader() throws Exception {
        for (boolean legacy : new boolean[] {true, false}) {
            MmioDriver driver = connected(legacy);
            driver.begin(legacy ? 0 : ALL, 16, 3);
            int header = legacy ? 10 : 12;
            ram.put(0x1000, new byte[header]);
            ram.put(0x2000, frame(100));
            driver.offer(TX, new Buffer(0x1000, header, false), new Buffer(0x2000, 100, false));
            assertArrayEquals(frame(100), heard());
            assertEquals(1, driver.waiting(TX));
            ram.put(0, new byte[0x100000]);
            bench.network.remove("n");
        }
    }

    @Test
    void frame_comesInSpreadOverMergeableBuffers() throws Exception {
        MmioDriver driver = connected(false);
        driver.begin(ALL, 16, 3);
        for (int i = 0; i < 4; i++) {
            driver.offer(RX, new Buffer(0x1000 + 0x100 * i, 64, true));
        }
        byte[] sent = frame(150);
        peer.writeFully(sent, 0, sent.length);
        bench.until(() -> driver.waiting(RX) > 0);

        assertEquals(3, driver.waiting(RX));
        assertEquals(3, ram.u16(0x100a), "num_buffers");
        assertArrayEquals(Arrays.copyOf(sent, 52), ram.get(0x100c, 52));
        assertArrayEquals(Arrays.copyOfRange(sent, 52, 116), ram.get(0x1100, 64));
        assertArrayEquals(Arrays.copyOfRange(sent, 116, 150), ram.get(0x1200, 34));
        assertArrayEquals(new int[] {0, 64}, driver.take(RX));
        driver.take(RX);
        assertArrayEquals(new int[] {2, 34}, driver.take(RX));
    }

    @Test
    void frameWithoutRoom_comesWhenThereIsSome() throws Exception {
        MmioDriver driver = connected(false);
        driver.begin(ALL, 16, 3);
        driver.offer(RX, new Buffer(0x1000, 64, true));
        byte[] sent = frame(100);
        peer.writeFully(sent, 0, sent.length);
        settle();
        assertEquals(0, driver.waiting(RX));

        driver.offer(RX, new Buffer(0x2000, 64, true));
        bench.until(() -> driver.waiting(RX) == 2);
        assertArrayEquals(Arrays.copyOf(sent, 52), ram.get(0x100c, 52));
    }

    @Test
    void driverWithoutMergeableBuffers_losesWhatDoesNotFit() throws Exception {
        MmioDriver driver = connected(true);
        driver.begin(0, 16, 3);
        driver.offer(RX, new Buffer(0x1000, 74, true));
        peer.writeFully(frame(100), 0, 100);
        peer.writeFully(frame(64), 0, 64);
        bench.until(() -> driver.waiting(RX) == 1);
        assertArrayEquals(new int[] {0, 74}, driver.take(RX));
        assertArrayEquals(frame(64), ram.get(0x100a, 64));
    }

    @Test
    void peerThatDoesNotRead_leavesFramesInTheQueue() throws Exception {
        MmioDriver driver = connected(false);
        driver.begin(ALL, 256, 3);
        ram.put(0x100000, frame(40000));
        int offered = 0;
        while (driver.waiting(TX) == offered && offered < 200) {
            driver.offer(TX, new Buffer(0x100000, 40000, false));
            offered++;
        }
        assertTrue(offered < 200, "the socket takes everything");
        int all = offered;
        bench.until(() -> {
            try {
                return heard() == null && driver.waiting(TX) == all;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void guestThatStandsStill_isSentNothing() throws Exception {
        MmioDriver driver = connected(false);
        driver.begin(ALL, 16, 3);
        driver.offer(RX, new Buffer(0x1000, 2000, true));
        driver.transport().core().stop();
        peer.writeFully(frame(64), 0, 64);
        settle();
        assertEquals(0, driver.waiting(RX));

        driver.transport().core().start();
        bench.until(() -> driver.waiting(RX) == 1);
    }

    @Test
    void guestThatArrives_isAnnouncedOnce() throws Exception {
        MmioDriver source = connected(false);
        source.begin(ALL, 16, 3);
        byte[] saved = Sections.save(source.transport());
        bench.network.remove("n");
        MmioDriver driver = connected(false);
        driver.transport().core().stop();
        Sections.load(driver.transport(), saved);
        driver.transport().commit();
        driver.transport().core().start();
        driver.transport().core().stop();
        driver.transport().core().start();
        assertEquals(1, arrivals);
    }

    // ---- hostile guests and streams

    @Test
    void tableLongerThanThere_isRefusedInAStream() throws Exception {
        byte[] body = Sections.golden("mv1-virtio-net-0");
        MmioDriver driver = alone(true);
        for (int at = 0; at < body.length; at++) {
            byte[] bad = body.clone();
            bad[at] ^= (byte) 0xff;
            try {
                Sections.load(driver.transport(), bad);
            } catch (VmStateException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }

    @Test
    void headerThatIsTooShort_breaksTheDeviceUntilItIsReset() throws Exception {
        MmioDriver driver = connected(false);
        driver.begin(ALL, 16, 3);
        driver.offer(TX, new Buffer(0x1000, 3, false));
        assertEquals(
                "[virtio-net header not in first element]",
                driver.said().lines().toString());
        driver.forget();
        ram.put(0x10000, new byte[0x40000]);
        driver.begin(ALL, 16, 3);
        ram.put(0x2000, new byte[12]);
        driver.offer(TX, new Buffer(0x2000, 12, false), new Buffer(0x3000, 60, false));
        assertEquals(60, heard().length);
    }

    @Test
    void anyChainInAnyQueue_isSurvived() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 30; round++) {
            MmioDriver driver = connected(round % 2 == 0);
            driver.begin(round % 3 == 0 ? 0 : ALL, 16, 3);
            for (int i = 0; i < 200; i++) {
                chaos(random, driver);
            }
            settle();
            bench.network.remove("n");
            peer.close();
            ram.put(0x10000, new byte[0x40000]);
        }
    }

    private void chaos(Random random, MmioDriver driver) throws IOException {
        int queue = random.nextInt(3);
        Buffer[] chain = new Buffer[1 + random.nextInt(4)];
        for (int i = 0; i < chain.length; i++) {
            long address = random.nextInt(20) == 0 ? random.nextLong() : random.nextInt(0x10000);
            int length = random.nextInt(30) == 0 ? random.nextInt() : random.nextInt(300);
            chain[i] = new Buffer(address, length, i > 0 && random.nextBoolean());
        }
        switch (random.nextInt(6)) {
            case 0 -> ram.put16(0x10000 + 2L * random.nextInt(0x18000), random.nextInt(0x10000));
            case 1 -> peer.write(frame(400), 0, 1 + random.nextInt(400));
            case 2 -> settle();
            case 3 -> driver.transport().write(random.nextInt(0x200), random.nextInt(40), 4);
            default -> driver.offer(queue, chain);
        }
    }

    @Test
    void streamWithAHeaderOnItsFrames_needsANetdevThatHasThem() throws Exception {
        byte[] body = Sections.golden("mv1-virtio-net-0");
        MmioDriver driver = alone(true);
        Sections.load(driver.transport(), body);
        int at = 0;
        // Behind 512 bytes of VLANs: has_vnet_hdr.
        for (int i = 0; i < body.length - 4 && at == 0; i++) {
            at = isVlans(body, i) ? i + 512 : 0;
        }
        body[at + 3] = 1;
        VmStateException e = assertThrows(VmStateException.class, () -> Sections.load(driver.transport(), body));
        assertTrue(e.getMessage().endsWith("virtio-net: saved image requires vnet_hdr=on"), e.getMessage());
    }

    private static boolean isVlans(byte[] body, int at) {
        for (int i = at; i < at + 512; i++) {
            if (i >= body.length || body[i] != body[at]) {
                return false;
            }
        }
        return body[at] == -1 || at > 60;
    }
}
