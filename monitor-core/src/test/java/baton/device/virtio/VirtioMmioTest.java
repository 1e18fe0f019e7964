package baton.device.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.device.testing.DeviceContract;
import baton.device.virtio.testing.EchoDevice;
import baton.device.virtio.testing.FakeRam;
import baton.device.virtio.testing.HostileDriverContract;
import baton.device.virtio.testing.MmioDriver;
import baton.device.virtio.testing.MmioDriver.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtioMmioTest implements DeviceContract<VirtioMmio>, HostileDriverContract {
    private static final long ALL = -1;

    private final FakeRam ram = new FakeRam(0x40000);

    private MmioDriver driver(boolean legacy) {
        return new MmioDriver(new EchoDevice(64, 8), legacy, ram);
    }

    @Override
    public VirtioMmio fresh() {
        return driver(true).transport();
    }

    /** Two queues set up, one request answered and not acknowledged. */
    @Override
    public void disturb(VirtioMmio device) {
        device.core().start();
        device.write(0x28, 4096, 4);
        device.write(0x70, 3, 4);
        device.write(0x20, 1, 4);
        device.write(0x30, 1, 4);
        device.write(0x38, 4, 4);
        device.write(0x40, 0x20, 4);
        device.write(0x70, 7, 4);
        ram.put16(0x20000 + 64 + 2, 1);
        ram.put16(0x21000 + 2, 1);
        device.write(0x50, 1, 4);
    }

    @Override
    public VirtioDevice hostile() {
        return new EchoDevice(64, 8);
    }

    @Override
    public int window() {
        return VirtioMmio.WINDOW;
    }

    @Test
    void emptyRequest_comesBackAndInterrupts() {
        for (boolean legacy : new boolean[] {true, false}) {
            MmioDriver driver = driver(legacy);
            driver.begin(0, 16, 1);
            ram.put(0x1000, "hello".getBytes(StandardCharsets.US_ASCII));

            int head = driver.offer(
                    0, new Buffer(0x1000, 5, false), new Buffer(0x2000, 2, true), new Buffer(0x3000, 9, true));

            assertArrayEquals(new int[] {head, 5}, driver.take(0));
            assertArrayEquals(new byte[] {'h', 'e'}, ram.get(0x2000, 2));
            assertArrayEquals(new byte[] {'l', 'l', 'o', 0}, ram.get(0x3000, 4));
            assertTrue(driver.line().high());
            assertEquals(1, driver.get(0x60));
            driver.set(0x64, 1);
            assertFalse(driver.line().high());
            clear();
        }
    }

    private void clear() {
        ram.put(0, new byte[ram.size()]);
    }

    @Test
    void everythingWritten_isToldToTheLogOfWrites() {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 16, 1);
        ram.forget();

        driver.offer(0, new Buffer(0x1000, 8, false), new Buffer(0x2000, 8, true));

        assertTrue(ram.toldOf(0x2000, 8));
        assertTrue(ram.toldOf((int) driver.used(0), 12));
        assertFalse(ram.toldOf(0x1000, 1));
    }

    @Test
    void eventIndex_interruptsOnlyWhenItIsReached() {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 16, 1);
        ram.put16(driver.available(0) + 4 + 2 * 16, 2);

        driver.offer(0, new Buffer(0x1000, 8, false));
        assertTrue(driver.line().high(), "the first is always told");
        driver.set(0x64, 3);
        driver.offer(0, new Buffer(0x1000, 8, false));
        assertFalse(driver.line().high());
        driver.offer(0, new Buffer(0x1000, 8, false));
        assertTrue(driver.line().high());
        assertEquals(3, ram.u16(driver.used(0) + 4 + 8 * 16));
    }

    @Test
    void interruptsNotWanted_areNotSent() {
        MmioDriver driver = driver(false);
        driver.begin(0, 16, 1);
        ram.put16(driver.available(0), 1);

        driver.offer(0, new Buffer(0x1000, 8, false));

        assertEquals(1, driver.waiting(0));
        assertFalse(driver.line().high());
    }

    @Test
    void indirectChain_isFollowed() {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 16, 1);
        ram.put64(0x5000, 0x1000);
        ram.put32(0x5008, 4);
        ram.put16(0x500c, 1);
        ram.put16(0x500e, 1);
        ram.put64(0x5010, 0x2000);
        ram.put32(0x5018, 4);
        ram.put16(0x501c, 2);
        ram.put32(0x1000, 0x12345678);
        driver.descriptor(0, 3, new Buffer(0x5000, 32, false), 4, 0);
        driver.publish(0, 3);

        driver.set(0x50, 0);

        assertEquals(0x12345678, ram.u32(0x2000));
        assertArrayEquals(new int[] {3, 4}, driver.take(0));
    }

    @Test
    void hostileChains_breakTheDeviceAndNothingElse() {
        hostile("Looped descriptor", new Buffer(0x1000, 4, false), 1, 0);
        hostile("Desc next is 16", new Buffer(0x1000, 4, false), 1, 16);
        hostile("virtio: bogus descriptor or out of resources", new Buffer(ram.size() - 2, 4, false), 0, 0);
        hostile("virtio: bogus descriptor or out of resources", new Buffer(-1, 4, true), 0, 0);
        hostile("virtio: bogus descriptor or out of resources", new Buffer(0x1000, -1, true), 0, 0);
        hostile("virtio: zero sized buffers are not allowed", new Buffer(0x1000, 0, true), 0, 0);
        hostile("Invalid size for indirect buffer table", new Buffer(0x1000, 17, false), 4, 0);
        hostile("Cannot map indirect buffer", new Buffer(ram.size() - 8, 16, false), 4, 0);
    }

    private void hostile(String text, Buffer buffer, int flags, int next) {
        MmioDriver driver = driver(false);
        driver.begin(ALL, 16, 1);
        driver.descriptor(0, 0, buffer, flags, next);
        driver.publish(0, 0);
        driver.set(0x50, 0);
        assertEquals(List.of(text), driver.said().lines());
        assertEquals(0x4f, driver.get(0x70), "needs a reset, and says so");
        driver.set(0x50, 0);
        assertEquals(1, driver.said().lines().size());
        clear();
        driver.forget();
        driver.begin(ALL, 16, 1);
        driver.offer(0, new Buffer(0x1000, 4, false));
        assertEquals(1, driver.waiting(0), "works after a reset");
        clear();
    }

    @Test
    void hostileRings_breakTheDevice() {
        MmioDriver driver = driver(false);
        driver.begin(0, 16, 1);
        ram.put16(driver.available(0) + 2, 17);
        driver.set(0x50, 0);
        assertEquals(
                List.of("Guest moved used index from 0 to 17"), driver.said().lines());

        clear();
        MmioDriver other = driver(false);
        other.begin(0, 16, 1);
        other.publish(0, 16);
        other.set(0x50, 0);
        assertEquals(List.of("Guest says index 16 is available"), other.said().lines());
    }

    @Test
    void ringsOutsideOfRam_areNeverTouched() {
        MmioDriver driver = driver(false);
        for (int register : new int[] {0x80, 0x90, 0xa0}) {
            driver.begin(0, 16, 1);
            driver.set(0x44, 0);
            driver.set(register, ram.size() - 16);
            driver.set(0x44, 1);
            driver.set(0x50, 0);
        }
        assertEquals(
                List.of("Cannot map desc", "Cannot map avail", "Cannot map used"),
                driver.said().lines());
    }

    @Test
    void stoppedMachine_servesNothingUntilItGoesOn() {
        MmioDriver driver = driver(true);
        driver.begin(0, 16, 1);
        driver.transport().core().stop();

        driver.offer(0, new Buffer(0x1000, 8, false));
        assertEquals(0, driver.waiting(0));

        driver.transport().core().start();
        assertEquals(1, driver.waiting(0));
    }

    @Test
    void identity_isThatOfQemu() {
        MmioDriver legacy = driver(true);
        MmioDriver modern = driver(false);

        assertEquals(0x74726976, legacy.get(0));
        assertEquals(1, legacy.get(4));
        assertEquals(2, modern.get(4));
        assertEquals(42, modern.get(8));
        assertEquals(0x554d4551, modern.get(0xc));
        assertEquals(0x39000001, legacy.get(0x10));
        assertEquals(0x30000001, modern.get(0x10));
        legacy.set(0x14, 1);
        modern.set(0x14, 1);
        assertEquals(0, legacy.get(0x10));
        assertEquals(0x101, modern.get(0x10));
        assertEquals(1024, modern.get(0x34));
        modern.set(0x30, 2);
        assertEquals(0, modern.get(0x34), "no such queue");
        assertEquals(0, modern.transport().read(0, 1));
        assertEquals(-1, modern.get(0xb0));
    }

    @Test
    void configuration_isReadAndWrittenInItsBounds() {
        MmioDriver driver = driver(true);
        driver.transport().write(0x102, 0xabcd, 2);

        assertEquals(0xabcd0000L, driver.transport().read(0x100, 4));
        assertEquals(-1, driver.transport().read(0x106, 4));
        driver.transport().write(0x107, -1, 2);
        assertEquals(0, driver.transport().read(0x104, 4));
    }

    @Test
    void featuresNotOffered_areNotAgreedOn() {
        MmioDriver driver = driver(true);
        driver.set(0x20, -1);
        assertEquals(0x39000001L, driver.transport().core().features());
    }
}
