package baton.device.virtio.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import baton.device.testing.Sections;
import baton.device.virtio.VirtioDevice;
import baton.machine.bus.Doorbells;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every virtio device owes a driver that writes anything into registers, rings and buffers: it goes on or breaks, moves
 * or is refused, touches nothing outside RAM, and is whole after a reset. The seeds are always the same.
 */
public interface HostileDriverContract {
    /** A device at power-on that is served where it is notified; each is alike. */
    VirtioDevice hostile() throws Exception;

    /** Whether a reset leaves something as the driver had it, as QEMU's does; then it needs only be something that moves. */
    default boolean remembers() {
        return false;
    }

    /** Behind virtio-mmio as before Virtio 1.0. */
    @Test
    default void hostileDriver_onLegacyMmio_harmsNothing() throws Exception {
        for (int seed = 0; seed < 12; seed++) {
            onMmio(seed, true);
        }
    }

    /** Behind virtio-mmio. */
    @Test
    default void hostileDriver_onModernMmio_harmsNothing() throws Exception {
        for (int seed = 0; seed < 12; seed++) {
            onMmio(seed, false);
        }
    }

    /** On bus 0 and behind a port. */
    @Test
    default void hostileDriver_onPci_harmsNothing() throws Exception {
        for (int seed = 0; seed < 12; seed++) {
            onPci(seed, seed % 2 == 0);
        }
    }

    private void onMmio(int seed, boolean legacy) throws Exception {
        FakeRam ram = new FakeRam(HostileDriver.RAM);
        MmioDriver driver = new MmioDriver(hostile(), legacy, ram);
        HostileDriver hostile = new HostileDriver(new Random(seed), driver, ram);
        hostile.run();
        ram.assertNothingAround();
        VmState next = new MmioDriver(hostile(), legacy, ram).transport();
        move(driver.transport(), next);
        driver.transport().reset();
        VmState fresh = new MmioDriver(hostile(), legacy, ram).transport();
        assertReset(fresh, driver.transport());
    }

    private void onPci(int seed, boolean behindPort) throws Exception {
        FakeRam ram = new FakeRam(HostileDriver.RAM);
        PciDriver driver = new PciDriver(hostile(), behindPort, Doorbells.NONE, ram);
        HostilePciDriver hostile = new HostilePciDriver(new Random(seed), driver, ram);
        hostile.run();
        ram.assertNothingAround();
        move(driver.transport(), new PciDriver(hostile(), behindPort, Doorbells.NONE, ram).transport());
        driver.transport().reset();
        driver.place();
        VmState fresh = new PciDriver(hostile(), behindPort, Doorbells.NONE, ram).transport();
        assertReset(fresh, driver.transport());
    }

    private void assertReset(VmState fresh, VmState reset) throws Exception {
        byte[] saved = Sections.save(reset);
        if (remembers()) {
            Sections.load(fresh, saved);
        }
        assertArrayEquals(Sections.save(fresh), saved);
    }

    /** Rings that no device could have left so are refused, as QEMU does. */
    private static void move(VmState from, VmState to) throws Exception {
        byte[] saved = Sections.save(from);
        try {
            Sections.load(to, saved);
            to.commit();
        } catch (VmStateException refused) {
            assertArrayEquals(saved, Sections.save(from));
        }
    }
}
