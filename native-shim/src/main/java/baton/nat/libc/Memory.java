package baton.nat.libc;

import java.lang.reflect.Field;
import sun.misc.Unsafe;

/**
 * Raw memory by address: the only user of Unsafe. No check of any kind: an address that is not mapped kills the
 * process, so callers are the bounds-checked classes here and code that owns a mapping. Any thread.
 */
public final class Memory {
    private static final Unsafe UNSAFE = unsafe();
    private static final long BYTES = Unsafe.ARRAY_BYTE_BASE_OFFSET;

    private Memory() {}

    private static Unsafe unsafe() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no sun.misc.Unsafe", e);
        }
    }

    /** An instance made without running a constructor. */
    static Object bareInstance(Class<?> type) {
        try {
            return UNSAFE.allocateInstance(type);
        } catch (InstantiationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads one byte. */
    public static byte getByte(long address) {
        return UNSAFE.getByte(address);
    }

    /** Reads 2 bytes, little endian. */
    public static short getShort(long address) {
        return UNSAFE.getShort(address);
    }

    /** Reads 4 bytes, little endian. */
    public static int getInt(long address) {
        return UNSAFE.getInt(address);
    }

    /** Reads 8 bytes, little endian. */
    public static long getLong(long address) {
        return UNSAFE.getLong(address);
    }

    /** Writes one byte. */
    public static void putByte(long address, byte value) {
        UNSAFE.putByte(address, value);
    }

    /** Writes 2 bytes, little endian. */
    public static void putShort(long address, short value) {
        UNSAFE.putShort(address, value);
    }

    /** Writes 4 bytes, little endian. */
    public static void putInt(long address, int value) {
        UNSAFE.putInt(address, value);
    }

    /** Writes 8 bytes, little endian. */
    public static void putLong(long address, long value) {
        UNSAFE.putLong(address, value);
    }

    /** Writes one byte for other threads and the kernel to see at once. */
    public static void putByteVolatile(long address, byte value) {
        UNSAFE.putByteVolatile(null, address, value);
    }

    /** Copies memory into an array. */
    public static void copy(long from, byte[] to, int offset, int length) {
        checkArray(to, offset, length);
        UNSAFE.copyMemory(null, from, to, BYTES + offset, length);
    }

    /** Copies an array into memory. */
    public static void copy(byte[] from, int offset, long to, int length) {
        checkArray(from, offset, length);
        UNSAFE.copyMemory(from, BYTES + offset, null, to, length);
    }

    /** Copies memory to memory. */
    public static void copyMemory(long from, long to, long length) {
        UNSAFE.copyMemory(from, to, length);
    }

    /** Fills memory with one value. */
    public static void fill(long address, long length, byte value) {
        UNSAFE.setMemory(address, length, value);
    }

    /** Allocates zeroed memory. */
    static long allocate(long size) {
        long address = UNSAFE.allocateMemory(size);
        UNSAFE.setMemory(address, size, (byte) 0);
        return address;
    }

    /** Frees what {@link #allocate} gave. */
    static void free(long address) {
        UNSAFE.freeMemory(address);
    }

    private static void checkArray(byte[] array, int offset, int length) {
        if ((offset | length) < 0 || offset > array.length - length) {
            throw new IndexOutOfBoundsException("bytes " + offset + "+" + length + " of " + array.length);
        }
    }

    /**
     * Throws InternalError if the calling thread has met memory that is gone (SIGBUS) since it last did: compiled code goes on
     * behind such an access as if nothing was, and the JVM says so only when the thread enters the runtime for some reason.
     * To be called before what was read or written counts.
     */
    public static void settle() {
        // An array of arrays of a size that no compiler knows is made by the runtime.
        int rows = 1 + (int) (Thread.currentThread().getId() & 1);
        if (new byte[rows][rows].length != rows) {
            throw new IllegalStateException();
        }
    }
}
