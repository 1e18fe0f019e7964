package baton.device.virtio.balloon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioMmio;
import baton.device.virtio.testing.FakeRam;
import baton.device.virtio.testing.HostileDriverContract;
import baton.device.virtio.testing.MmioDriver;
import baton.device.virtio.testing.MmioDriver.Buffer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VirtioBalloonTest implements DeviceContract<VirtioMmio>, HostileDriverContract {
    private static final long ALL = -1;
    private static final long RAM = 64L << 20;

    private final FakeRam ram = new FakeRam(0x500000);
    private final List<String> events = new ArrayList<>();
    private final VirtioBalloon.Owner owner = new VirtioBalloon.Owner() {
        @Override
        public void changed(long bytes) {
            events.add("has " + bytes);
        }

        @Override
        public void closed(VirtioBalloon gone) {
            events.add("closed");
        }
    };
    private VirtioBalloon balloon;

    private MmioDriver driver(boolean legacy) {
        balloon = new VirtioBalloon(RAM, true, null, owner);
        return new MmioDriver(balloon, legacy, ram);
    }

    @Override
    public VirtioMmio fresh() {
        return driver(true).transport();
    }

    @Override
    public void disturb(VirtioMmio device) {
        device.core().start();
        device.write(0x70, 7, 4);
        device.write(0x104, 77, 4);
        balloon.target(RAM / 2);
    }

    /** The size it has. */
    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public VirtioDevice hostile() {
        return new VirtioBalloon(RAM, true, null, owner);
    }

    /** What it is asked for and what it has given stay, as with QEMU: memory that was given is not back after a reset. */
    @Override
    @Test
    public void reset_forgetsTheDisturbance() throws Exception {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 16, 3);
        driver.transport().write(0x10c, 7, 4);
        balloon.target(RAM / 2);
        driver.transport().reset();
        assertEquals(RAM / 2 / 4096, driver.transport().read(0x100, 4));
        assertEquals(0, driver.transport().read(0x10c, 4), "the poison is the driver's");
    }

    @Test
    void target_isTold_andTheAnswerToo() {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 16, 3);
        balloon.target(RAM - (3L << 12));
        assertEquals(3, driver.transport().read(0x100, 4));
        assertEquals(2, driver.get(0x60) & 2);

        driver.transport().write(0x104, 3, 4);
        driver.transport().write(0x104, 3, 4);
        assertEquals(List.of("has " + (RAM - 3 * 4096)), events);
        assertEquals(RAM - 3 * 4096, balloon.actualBytes());
        balloon.target(4 * RAM);
        assertEquals(0, driver.transport().read(0x100, 4));
    }

    @Test
    void pagesThatAreNoRam_areLeftAlone() {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 16, 3);
        ram.put32(0x1000, 0x7fffffff);
        ram.put32(0x1004, -1);
        ram.put32(0x1008, 0x500);
        driver.offer(0, new Buffer(0x1000, 11, false));
        driver.offer(1, new Buffer(0x1000, 12, false));
        assertEquals(1, driver.waiting(0));
        assertEquals(1, driver.waiting(1));
        assertEquals("[]", driver.said().lines().toString());
    }

    @Test
    @SuppressWarnings("unchecked") // as it is made
    void statistics_areKeptAndAskedForAgain() {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 16, 3);
        ram.put16(0x1000, 4);
        ram.put64(0x1002, 4711);
        ram.put16(0x100a, 99);
        driver.offer(2, new Buffer(0x1000, 20, false));
        assertEquals(0, driver.waiting(2), "it is kept");
        Map<String, Object> shown = (Map<String, Object>) balloon.guestStats().get("stats");
        assertEquals(4711L, shown.get("stat-free-memory"));
        assertEquals(new BigInteger("18446744073709551615"), shown.get("stat-swap-in"));
        assertEquals(16, shown.size());
    }

    @Test
    void bufferThatIsKept_isTakenAgainAfterAHandOver() throws Exception {
        MmioDriver source = driver(false);
        source.begin(ALL, 16, 3);
        source.offer(2, new Buffer(0x1000, 10, false));
        source.transport().core().stop();
        byte[] saved = Sections.save(source.transport());

        ram.put16(0x1000, 0);
        ram.put64(0x1002, 12);
        MmioDriver next = driver(false);
        next.transport().core().stop();
        Sections.load(next.transport(), saved);
        next.transport().commit();
        next.transport().core().start();
        assertEquals(12L, ((Map<?, ?>) balloon.guestStats().get("stats")).get("stat-swap-in"));
    }

    @Test
    void streamsOfQemu_areLoadedAndSavedAlike() throws Exception {
        for (String name : new String[] {"mv1-virtio-balloon-0", "mv1-virtio-modern-balloon-0"}) {
            byte[] body = Sections.golden(name);
            balloon = new VirtioBalloon(RAM, false, null, owner);
            VirtioMmio device = new MmioDriver(balloon, !name.contains("modern"), ram).transport();

            Sections.load(device, body);

            assertArrayEquals(body, Sections.save(device), name);
        }
    }

    @Test
    void anyChainInAnyQueue_isSurvived() {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            MmioDriver driver = driver(round % 2 == 0);
            driver.begin(ALL, 16, 3);
            for (int i = 0; i < 200; i++) {
                long address = random.nextInt(20) == 0 ? random.nextLong() : random.nextInt(0x10000);
                int length = random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(300);
                // Page numbers beyond RAM only: what is inside would be taken away from under this test.
                ram.put32(random.nextInt(0x4000) * 4L, random.nextInt() | 0x1000);
                if (random.nextInt(4) == 0) {
                    driver.transport().write(random.nextInt(0x200), random.nextInt(40), 4);
                } else {
                    driver.offer(1 + random.nextInt(2), new Buffer(address, length, random.nextBoolean()));
                }
            }
            ram.put(0x10000, new byte[0x80000]);
        }
    }
}
