package baton.device.virtio.testing;

import baton.device.virtio.testing.MmioDriver.Buffer;
import java.util.Random;

/** Does anything to a device behind virtio-mmio, mostly what nearly makes sense. */
final class HostileDriver {
    /** Bytes of RAM: buffers below 64 KiB, then rings of up to six queues. */
    static final int RAM = 0x80000;

    private static final int STEPS = 600;
    private static final int QUEUES = 6;
    private static final int RINGS = 0x10000;

    private final Random random;
    private final MmioDriver driver;
    private final FakeRam ram;
    private final int queues;

    HostileDriver(Random random, MmioDriver driver, FakeRam ram) {
        this.random = random;
        this.driver = driver;
        this.ram = ram;
        this.queues = Math.min(QUEUES, driver.transport().core().queues());
    }

    void run() {
        begin();
        for (int i = 0; i < STEPS; i++) {
            step();
        }
    }

    private void begin() {
        driver.forget();
        ram.put(RINGS, new byte[RAM - RINGS]);
        driver.begin(random.nextInt(3) == 0 ? random.nextLong() : -1, 1 << random.nextInt(4) + 2, queues);
    }

    private void step() {
        switch (random.nextInt(14)) {
            case 0 -> driver.transport().write(random.nextInt(0x200), random.nextLong(), 1 << random.nextInt(4));
            case 1 -> driver.set(4 * random.nextInt(0x40), random.nextInt(80));
            case 2 -> driver.transport().read(random.nextInt(0x200), 1 << random.nextInt(4));
            case 3 -> driver.transport().write(0x100 + random.nextInt(64), random.nextLong(), 1 << random.nextInt(3));
            case 4 -> anyWord(ram, random, RINGS, RAM);
            case 5 -> anyWord(ram, random, 0, RINGS);
            case 6 -> driver.set(0x50, random.nextInt(queues + 1));
            case 7 -> {
                if (random.nextInt(6) == 0) {
                    begin();
                }
            }
            case 8 -> {
                driver.transport().core().stop();
                driver.transport().core().start();
            }
            default -> offer();
        }
    }

    /** A word of RAM becomes a small number, or anything. */
    static void anyWord(FakeRam ram, Random random, int from, int to) {
        int at = from + random.nextInt(to - from - 8);
        if (random.nextInt(3) == 0) {
            ram.put64(at, random.nextLong());
        } else {
            ram.put32(at & -4, random.nextInt(300));
        }
    }

    private void offer() {
        Buffer[] chain = new Buffer[random.nextInt(4) + 1];
        boolean writable = random.nextInt(4) == 0;
        for (int i = 0; i < chain.length; i++) {
            chain[i] = new Buffer(address(random), length(random), writable);
            writable |= random.nextInt(2) == 0;
        }
        ram.put32(chain[0].address() >= 0 && chain[0].address() < RINGS ? chain[0].address() : 0, random.nextInt(20));
        driver.offer(random.nextInt(queues), chain);
    }

    static long address(Random random) {
        return random.nextInt(30) == 0 ? random.nextLong() : random.nextInt(RINGS - 0x1000);
    }

    static int length(Random random) {
        return switch (random.nextInt(30)) {
            case 0 -> random.nextInt();
            case 1 -> 0;
            case 2 -> RAM;
            default -> random.nextInt(5) * 512 + random.nextInt(40);
        };
    }
}
