package baton.base;

/** Big-endian integers in byte arrays: the order of every QEMU stream. No bounds beyond the array's own. */
@AnyThread
public final class Bytes {
    private Bytes() {}

    /** Reads 2 bytes, unsigned. */
    public static int u16(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
    }

    /** Reads 4 bytes as a bit pattern. */
    public static int u32(byte[] b, int at) {
        return u16(b, at) << 16 | u16(b, at + 2);
    }

    /** Reads 8 bytes as a bit pattern. */
    public static long u64(byte[] b, int at) {
        return (long) u32(b, at) << 32 | u32(b, at + 4) & 0xffffffffL;
    }

    /** Writes 2 bytes. */
    public static void put16(byte[] b, int at, int value) {
        b[at] = (byte) (value >> 8);
        b[at + 1] = (byte) value;
    }

    /** Writes 4 bytes. */
    public static void put32(byte[] b, int at, int value) {
        put16(b, at, value >>> 16);
        put16(b, at + 2, value);
    }

    /** Writes 8 bytes. */
    public static void put64(byte[] b, int at, long value) {
        put32(b, at, (int) (value >>> 32));
        put32(b, at + 4, (int) value);
    }
}
