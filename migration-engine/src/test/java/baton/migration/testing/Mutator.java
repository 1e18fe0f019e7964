package baton.migration.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes bytes that are nearly right. Equal seeds make equal bytes. */
public final class Mutator {
    private static final long[] INTERESTING = {
        0,
        1,
        2,
        4,
        7,
        8,
        0x10,
        0x7f,
        0x80,
        0xff,
        0x100,
        0x1000,
        0x7fff,
        0xffff,
        0x10000,
        0x40000,
        0x7fff_ffff,
        0x8000_0000L,
        0xffff_ffffL,
        1L << 32,
        1L << 47,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
    };

    private final Random random;

    /** Starts from {@code seed}. */
    public Mutator(long seed) {
        random = new Random(seed);
    }

    /** One to eight changes to a copy of {@code original}; {@code others} lend parts of themselves. */
    public byte[] mutate(byte[] original, List<byte[]> others) {
        byte[] bytes = original.clone();
        int changes = 1 << random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            bytes = change(bytes, others);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes, List<byte[]> others) {
        if (bytes.length < 16) {
            return Arrays.copyOf(bytes, 16);
        }
        int at = random.nextInt(bytes.length - 8);
        switch (random.nextInt(8)) {
            case 0:
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                return bytes;
            case 1:
                bytes[at] = (byte) random.nextInt(256);
                return bytes;
            case 2:
                return put(bytes, at, 1 << random.nextInt(4), INTERESTING[random.nextInt(INTERESTING.length)]);
            case 3:
                bytes[at] += (byte) (random.nextInt(9) - 4);
                return bytes;
            case 4:
                return Arrays.copyOf(bytes, at + 1);
            case 5:
                return splice(bytes, at, new byte[0], 0, 0, random.nextInt(Math.min(64, bytes.length - at)));
            case 6:
                return lend(bytes, at, bytes);
            default:
                return lend(bytes, at, others.get(random.nextInt(others.size())));
        }
    }

    private static byte[] put(byte[] bytes, int at, int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (size - 1 - i));
        }
        return bytes;
    }

    /** Inserts a piece of {@code from}, or puts it over what is there. */
    private byte[] lend(byte[] bytes, int at, byte[] from) {
        int length = Math.min(from.length, 1 + random.nextInt(256));
        int start = random.nextInt(from.length - length + 1);
        int over = random.nextBoolean() ? Math.min(length, bytes.length - at) : 0;
        return splice(bytes, at, from, start, length, over);
    }

    private static byte[] splice(byte[] bytes, int at, byte[] from, int start, int length, int over) {
        byte[] result = new byte[bytes.length + length - over];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(from, start, result, at, length);
        System.arraycopy(bytes, at + over, result, at + length, bytes.length - at - over);
        return result;
    }
}
