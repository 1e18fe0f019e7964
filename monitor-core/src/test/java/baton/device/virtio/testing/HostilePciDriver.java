package baton.device.virtio.testing;

import java.util.Random;

/** Does anything to a device behind virtio-pci: configuration space, its three windows, and queue 0. */
final class HostilePciDriver {
    private static final int STEPS = 600;
    private static final int RINGS = 0x10000;
    private static final int RINGS_END = 0x20000;

    private final Random random;
    private final PciDriver driver;
    private final FakeRam ram;

    HostilePciDriver(Random random, PciDriver driver, FakeRam ram) {
        this.random = random;
        this.driver = driver;
        this.ram = ram;
    }

    void run() {
        begin();
        for (int i = 0; i < STEPS; i++) {
            step();
        }
    }

    private void begin() {
        driver.place();
        ram.put(RINGS, new byte[RINGS_END - RINGS]);
        driver.begin();
    }

    private void step() {
        int size = 1 << random.nextInt(4);
        switch (random.nextInt(12)) {
            case 0 -> driver.config(random.nextInt(0x1000), random.nextInt(), 1 << random.nextInt(3));
            case 1 -> driver.config(random.nextInt(0x1000), 1 << random.nextInt(3));
            case 2 -> driver.put(random.nextInt(0x4000), random.nextLong(), size);
            case 3 -> driver.put(random.nextInt(0x40), random.nextInt(80), size);
            case 4 -> driver.get(random.nextInt(0x4000), size);
            case 5 -> driver.vectors().write(random.nextInt(0x1000), random.nextLong(), size);
            case 6 -> driver.vectors().read(random.nextInt(0x1000), size);
            case 7 -> driver.ports()
                    .write(PciDriver.PORTS + random.nextInt(0x80), random.nextInt(), 1 << random.nextInt(3));
            case 8 -> HostileDriver.anyWord(ram, random, RINGS, RINGS_END);
            case 9 -> {
                if (random.nextInt(5) == 0) {
                    begin();
                }
            }
            default -> offer();
        }
    }

    private void offer() {
        int head = random.nextInt(9);
        for (int i = 0; i < 8; i++) {
            long at = RINGS + 16L * i;
            ram.put64(at, HostileDriver.address(random));
            ram.put32(at + 8, HostileDriver.length(random));
            ram.put16(at + 12, random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(4));
            ram.put16(at + 14, random.nextInt(9));
        }
        int index = ram.u16(RINGS + 0x4002);
        ram.put16(RINGS + 0x4004 + 2L * (index % 8), head);
        ram.put16(RINGS + 0x4002, index + 1);
        driver.put(0x3000, random.nextInt(3), 2);
    }
}
