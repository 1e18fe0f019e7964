package baton.migration.ram;

import baton.nat.libc.Memory;

/** Finds pages of zeros: a stream says so in nine bytes, and memory that stays untouched costs nothing. */
public final class ZeroPage {
    private static final int SIZE = 4096;
    private static final int STRIDE = 64;

    private ZeroPage() {}

    /** Whether the page at {@code address} holds only zeros. Reads it to the first byte that is not. */
    public static boolean isZero(long address) {
        long end = address + SIZE;
        for (long at = address; at < end; at += STRIDE) {
            long low = Memory.getLong(at) | Memory.getLong(at + 8) | Memory.getLong(at + 16) | Memory.getLong(at + 24);
            long high = Memory.getLong(at + 32)
                    | Memory.getLong(at + 40)
                    | Memory.getLong(at + 48)
                    | Memory.getLong(at + 56);
            if ((low | high) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Makes a page zero without writing to one that is. */
    public static void clear(long address) {
        if (!isZero(address)) {
            Memory.fill(address, SIZE, (byte) 0);
        }
    }
}
