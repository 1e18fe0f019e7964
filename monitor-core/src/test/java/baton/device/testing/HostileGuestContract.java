package baton.device.testing;

import baton.machine.bus.IoDevice;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every device owes a guest that writes anything anywhere: answers, and to be whole after a reset. */
public interface HostileGuestContract {
    /** A device at power-on as its guest reaches it; each is alike. */
    IoDevice registers() throws Exception;

    /** Bytes of its window. */
    int window();

    /** Fails unless the device is as it can be after anything, or after {@code reset}, as it must be. */
    void unharmed(IoDevice device, boolean reset) throws Exception;

    /** Every register, in every size, then anything in any order; the seeds are always the same. */
    @Test
    default void anyAccess_ofAnySizeInAnyOrder_isAnswered() throws Exception {
        for (int seed = 0; seed < 24; seed++) {
            IoDevice device = registers();
            sweep(device, seed % 2 == 0 ? -1 : 0x5a5a5a5a5a5a5a5aL * seed);
            Random random = new Random(seed);
            for (int i = 0; i < 1500; i++) {
                access(device, random);
            }
            unharmed(device, false);
            device.reset();
            unharmed(device, true);
        }
    }

    private void sweep(IoDevice device, long value) {
        int step = Math.max(1, window() / 512);
        for (int offset = 0; offset < window(); offset += step) {
            for (int size = 1; size <= 8; size *= 2) {
                device.write(offset, value, size);
                device.read(offset, size);
            }
        }
    }

    private void access(IoDevice device, Random random) {
        int size = 1 << random.nextInt(4);
        int offset = random.nextInt(window());
        offset = random.nextInt(4) == 0 ? offset : offset & -size;
        if (random.nextInt(3) == 0) {
            device.read(offset, size);
        } else {
            device.write(offset, value(random), size);
        }
    }

    private static long value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> 1L << random.nextInt(64);
            case 2 -> -1L >>> random.nextInt(64);
            default -> random.nextInt(256);
        };
    }
}
