package baton.device.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.Sections;
import baton.device.testing.VmStateContract;
import baton.device.virtio.testing.EchoDevice;
import baton.device.virtio.testing.FakeRam;
import baton.device.virtio.testing.PciDriver;
import baton.machine.bus.Doorbells;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.EventFd;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VirtioPciTest implements VmStateContract<VirtioPci> {
    private final FakeRam ram = new FakeRam(0x40000);
    private final List<String> rung = new ArrayList<>();
    private final Doorbells bells = new Doorbells() {
        @Override
        public void attach(long address, int size, long value, EventFd bell) {
            rung.add("+" + Long.toHexString(address) + " " + size + " " + value);
        }

        @Override
        public void detach(long address, int size, long value, EventFd bell) {
            rung.add("-" + Long.toHexString(address) + " " + size + " " + value);
        }
    };

    private PciDriver driver(boolean behindPort) {
        return new PciDriver(new EchoDevice(64, 8), behindPort, bells, ram);
    }

    @Override
    public VirtioPci fresh() {
        return new VirtioPci(
                new VirtioPci.Place("0000:00:03.0", true, (address, data) -> {}, Doorbells.NONE),
                new EchoDevice(64, 8),
                ram,
                new baton.device.virtio.testing.Said());
    }

    /** A request answered whose interrupt is masked, and half of another queue set up. */
    @Override
    public void disturb(VirtioPci device) {
        PciDriver driver = new PciDriver(device, ram);
        driver.config(0xde, 0xc000, 2);
        driver.begin();
        driver.put(0x1a, 1, 2);
        driver.add();
        driver.put(PciModern.NOTIFY, 0, 2);
        driver.put(0x16, 1, 2);
        driver.put(0x20, 0x1234, 4);
    }

    /** The state is 50 KB, nearly all of it of queues that are not there: it is cut here and there. */
    @Test
    @Override
    public void truncatedState_isRefused() throws Exception {
        VirtioPci source = fresh();
        disturb(source);
        byte[] saved = Sections.save(source);

        for (int length = 0; length < saved.length; length += length < 64 ? 1 : 997) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThrows(VmStateException.class, () -> Sections.load(fresh(), cut));
        }
    }

    @Test
    void streamsOfQemu_areLoadedAndSavedAlike() throws Exception {
        for (boolean behindPort : new boolean[] {true, false}) {
            Fd source = Files.open("/dev/urandom", Sys.O_RDONLY, 0);
            String path = behindPort ? "0000:00:02.0:00.0" : "0000:00:03.0";
            VirtioPci.Place place = new VirtioPci.Place(path, behindPort, (address, data) -> {}, Doorbells.NONE);
            VirtioPci device = new VirtioPci(place, new VirtioRng(source, null), ram, null);
            byte[] body = Sections.golden("10.0.2", behindPort ? "q35-virtio-rng-port-0" : "q35-virtio-rng-0");

            assertArrayEquals(body, Sections.save(device));
            Sections.load(device, body);

            assertArrayEquals(body, Sections.save(device));
            assertEquals(path + "/virtio-rng", device.idstr());
        }
    }

    @Test
    void request_comesBackWithTheVectorOfItsQueue() {
        PciDriver driver = driver(true);
        driver.vector(1, 0x41);
        driver.config(0xde, 0x8000, 2);
        driver.begin();
        driver.put(0x1a, 1, 2);
        assertEquals(1, driver.get(0x1a, 2));
        driver.put(0x10, 3, 2);
        assertEquals(0xffff, driver.get(0x10, 2), "there are three vectors");

        driver.add();
        driver.put(PciModern.NOTIFY, 0, 2);

        assertEquals(1, ram.u16(0x18002));
        assertEquals(List.of("fee00000=65"), driver.messages());
        assertEquals(1, driver.get(PciModern.ISR, 1));
        assertEquals(0, driver.get(PciModern.ISR, 1));
    }

    @Test
    void vectorThatIsMasked_isSentWhenItNoLongerIs() {
        PciDriver driver = driver(false);
        driver.config(0x9a, 0x8000, 2);
        driver.begin();
        driver.put(0x1a, 1, 2);

        driver.add();
        driver.put(PciModern.NOTIFY, 0, 2);
        assertEquals(List.of(), driver.messages());
        driver.vector(1, 0x42);

        assertEquals(List.of("fee00000=66"), driver.messages());
    }

    @Test
    void driverFromBeforeVirtio1_usesThePorts() {
        PciDriver driver = driver(false);
        driver.beginLegacy();
        assertEquals(0x39000001L, driver.ports().read(PciDriver.PORTS, 4));
        assertEquals(64, driver.ports().read(PciDriver.PORTS + 0x0c, 2));

        driver.add();
        driver.ports().write(PciDriver.PORTS + 0x10, 0, 2);

        assertEquals(1, ram.u16(0x11002), "used ring on the next page");
        assertTrue(driver.line().high());
        driver.config(4, 0x407, 2);
        assertFalse(driver.line().high(), "switched off");
        assertEquals(0x18, driver.config(6, 1));
        driver.config(4, 7, 2);
        assertTrue(driver.line().high());
        assertEquals(1, driver.ports().read(PciDriver.PORTS + 0x13, 1));
        assertFalse(driver.line().high());
        driver.ports().write(PciDriver.PORTS + 0x08, 0, 4);
        assertEquals(0, driver.ports().read(PciDriver.PORTS + 0x12, 1));
    }

    @Test
    void featuresOfOldDrivers_areNotShownToNewOnes() {
        PciDriver driver = driver(false);

        assertEquals(0x30000001L, driver.get(4, 4));
        driver.put(0, 1, 4);
        assertEquals(0x101L, driver.get(4, 4));
        driver.put(0, 2, 4);
        assertEquals(0, driver.get(4, 4));
    }

    @Test
    void doorbells_moveWithTheirWindow() throws Exception {
        PciDriver driver = driver(true);
        EventFd bell = EventFd.create();
        driver.transport().doorbell(1, bell);
        driver.config(0x20, 0xc0100000, 4);
        driver.config(4, 0, 2);
        bell.close();

        assertEquals(List.of("+c0003004 2 1", "-c0003004 2 1", "+c0103004 2 1", "-c0103004 2 1"), rung);
    }

    @Test
    void reset_forgetsEverything() throws Exception {
        PciDriver driver = driver(true);
        driver.begin();
        driver.vector(0, 1);

        driver.transport().reset();

        assertArrayEquals(Sections.save(fresh()), Sections.save(driver.transport()));
    }

    @Test
    void vectorThatIsNotThere_isRefused() throws Exception {
        byte[] body = Sections.golden("10.0.2", "q35-virtio-rng-port-0");
        body[4 + 4096 + 16 + 33] = 0;
        body[4 + 4096 + 16 + 34] = 2;
        Fd source = Files.open("/dev/urandom", Sys.O_RDONLY, 0);
        VirtioPci.Place place = new VirtioPci.Place("x", true, (address, data) -> {}, Doorbells.NONE);
        VirtioPci device = new VirtioPci(place, new VirtioRng(source, null), ram, null);

        VmStateException refused = assertThrows(VmStateException.class, () -> Sections.load(device, body));

        assertEquals("x/virtio-rng: a vector that is not there", refused.getMessage());
    }

    /** A guest that writes anything anywhere. */
    @Test
    void anyAccess_ofAnySizeInAnyOrder_isAnswered() {
        Random random = new Random(11);
        for (int round = 0; round < 40; round++) {
            PciDriver driver = driver(round % 2 == 0);
            if (round % 4 < 2) {
                driver.begin();
            }
            for (int i = 0; i < 3000; i++) {
                step(random, driver);
            }
            driver.transport().reset();
            assertEquals(0x1af4, driver.config(0, 2));
        }
        assertTrue(rung.isEmpty());
    }

    private void step(Random random, PciDriver driver) {
        long value = random.nextBoolean() ? random.nextInt(80) : random.nextLong();
        int size = 1 << random.nextInt(4);
        switch (random.nextInt(7)) {
            case 0 -> driver.config(random.nextInt(0x120), (int) value, Math.min(4, size));
            case 1 -> driver.put(random.nextInt(0x4000 - 8), value, size);
            case 2 -> driver.get(random.nextInt(0x4000 - 8), size);
            case 3 -> driver.ports().write(PciDriver.PORTS + random.nextInt(0x20), value, size);
            case 4 -> ram.put16(2L * random.nextInt(ram.size() / 2), random.nextInt(70));
            case 5 -> driver.place();
            default -> driver.put(random.nextInt(0x40), value, size);
        }
    }
}
