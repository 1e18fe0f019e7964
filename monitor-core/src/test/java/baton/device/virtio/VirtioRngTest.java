package baton.device.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.device.testing.DeviceContract;
import baton.device.testing.Sections;
import baton.device.virtio.testing.FakeRam;
import baton.device.virtio.testing.HostileDriverContract;
import baton.device.virtio.testing.MmioDriver;
import baton.device.virtio.testing.MmioDriver.Buffer;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VirtioRngTest implements DeviceContract<VirtioMmio>, HostileDriverContract {
    private final FakeRam ram = new FakeRam(0x500000);

    private MmioDriver driver(boolean legacy) throws IOException {
        Fd source = Files.open("/dev/urandom", Sys.O_RDONLY, 0);
        return new MmioDriver(new VirtioRng(source, null), legacy, ram);
    }

    @Override
    public VirtioDevice hostile() throws Exception {
        return new VirtioRng(Files.open("/dev/zero", Sys.O_RDONLY, 0), null);
    }

    @Override
    public VirtioMmio fresh() {
        try {
            return driver(true).transport();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request answered and not acknowledged. */
    @Override
    public void disturb(VirtioMmio device) {
        device.core().start();
        device.write(0x28, 4096, 4);
        device.write(0x70, 3, 4);
        device.write(0x38, 8, 4);
        device.write(0x40, 0x20, 4);
        device.write(0x70, 7, 4);
        ram.put64(0x20000, 0x1000);
        ram.put32(0x20008, 16);
        ram.put16(0x2000c, 2);
        ram.put16(0x20000 + 8 * 16 + 2, 1);
        device.write(0x50, 0, 4);
    }

    @Test
    void request_isFilled() throws Exception {
        MmioDriver driver = driver(false);
        driver.begin(0, 8, 1);

        driver.offer(0, new Buffer(0x1000, 64, true), new Buffer(0x2000, 64, true));

        assertEquals(128, driver.take(0)[1]);
        assertFalse(Arrays.equals(new byte[64], ram.get(0x1000, 64)));
        assertFalse(Arrays.equals(ram.get(0x2000, 64), ram.get(0x1000, 64)));
    }

    @Test
    void requestWithoutRoom_comesBackEmpty() throws Exception {
        MmioDriver driver = driver(false);
        driver.begin(0, 8, 1);

        driver.offer(0, new Buffer(0x1000, 64, false));

        assertEquals(0, driver.take(0)[1]);
    }

    @Test
    void streamsOfQemu_areLoadedAndSavedAlike() throws Exception {
        ram.put16(0x40b000 + 64 * 16 + 2, 1);
        ram.put16(0x40c000 + 2, 1);
        ram.put16(0x40d000 + 2, 1);
        for (String name : new String[] {"mv1-virtio-rng-0", "mv1-virtio-modern-rng-0"}) {
            byte[] body = Sections.golden(name);
            VirtioMmio device = driver(!name.contains("modern")).transport();

            Sections.load(device, body);

            assertArrayEquals(body, Sections.save(device), name);
        }
    }

    @Test
    void streamOfAModernTransport_isRefusedByALegacyOne() throws Exception {
        ram.put16(0x40c000 + 2, 1);
        VirtioMmio device = driver(true).transport();
        byte[] body = Sections.golden("mv1-virtio-modern-rng-0");

        assertThrows(VmStateException.class, () -> Sections.load(device, body));
    }
}
