package baton.nat.libc;

import baton.base.Closer;
import java.nio.charset.StandardCharsets;

/** A block of native memory for structures the kernel reads and writes; zeroed, bounds-checked, little endian. One owner. */
public final class NativeBuffer implements Closer.Resource, AutoCloseable {
    private final int size;
    private long address;

    private NativeBuffer(int size) {
        this.size = size;
        this.address = Memory.allocate(Math.max(size, 1));
    }

    /** Allocates {@code size} zeroed bytes; the caller closes. */
    public static NativeBuffer allocate(int size) {
        return new NativeBuffer(size);
    }

    /** A copy of {@code bytes}. */
    public static NativeBuffer of(byte[] bytes) {
        NativeBuffer buffer = new NativeBuffer(bytes.length);
        buffer.set(0, bytes, 0, bytes.length);
        return buffer;
    }

    /** {@code text} in UTF-8 with a closing NUL. */
    public static NativeBuffer string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeBuffer buffer = new NativeBuffer(bytes.length + 1);
        buffer.set(0, bytes, 0, bytes.length);
        return buffer;
    }

    /** Address of byte 0; dangling after close. */
    public long address() {
        return address;
    }

    /** Size in bytes. */
    public int size() {
        return size;
    }

    /** Sets every byte to 0. */
    public void clear() {
        Memory.fill(at(0, size), size, (byte) 0);
    }

    /** Reads one byte. */
    public byte getByte(int offset) {
        return Memory.getByte(at(offset, 1));
    }

    /** Reads 2 bytes. */
    public short getShort(int offset) {
        return Memory.getShort(at(offset, 2));
    }

    /** Reads 4 bytes. */
    public int getInt(int offset) {
        return Memory.getInt(at(offset, 4));
    }

    /** Reads 8 bytes. */
    public long getLong(int offset) {
        return Memory.getLong(at(offset, 8));
    }

    /** Writes one byte. */
    public void putByte(int offset, int value) {
        Memory.putByte(at(offset, 1), (byte) value);
    }

    /** Writes 2 bytes. */
    public void putShort(int offset, int value) {
        Memory.putShort(at(offset, 2), (short) value);
    }

    /** Writes 4 bytes. */
    public void putInt(int offset, int value) {
        Memory.putInt(at(offset, 4), value);
    }

    /** Writes 8 bytes. */
    public void putLong(int offset, long value) {
        Memory.putLong(at(offset, 8), value);
    }

    /** Copies out. */
    public void get(int offset, byte[] to, int at, int length) {
        Memory.copy(at(offset, length), to, at, length);
    }

    /** Copies in. */
    public void set(int offset, byte[] from, int at, int length) {
        Memory.copy(from, at, at(offset, length), length);
    }

    /** Copies everything out. */
    public byte[] bytes() {
        byte[] all = new byte[size];
        get(0, all, 0, size);
        return all;
    }

    @Override
    public void close() {
        if (address != 0) {
            Memory.free(address);
            address = 0;
        }
    }

    private long at(int offset, int length) {
        if (address == 0 || (offset | length) < 0 || offset > size - length) {
            throw new IndexOutOfBoundsException("bytes " + offset + "+" + length + " of " + size);
        }
        return address + offset;
    }
}
