package baton.device.virtio.testing;

import baton.machine.memory.DmaMemory;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import java.util.BitSet;

/** RAM from guest address 0 on; outside of it there is none. It notes which bytes were said to be written. */
public final class FakeRam implements DmaMemory {
    /** So much around it is never to be touched. */
    private static final int AROUND = 0x10000;

    private static final byte UNTOUCHED = 0x5a;

    private final NativeBuffer bytes;
    private final int size;
    private final BitSet written = new BitSet();

    /** So many bytes, all 0. */
    public FakeRam(int size) {
        this.size = size;
        bytes = NativeBuffer.allocate(size + 2 * AROUND);
        Memory.fill(bytes.address(), AROUND, UNTOUCHED);
        Memory.fill(bytes.address() + AROUND + size, AROUND, UNTOUCHED);
    }

    @Override
    public long contiguous(long address, long most) {
        return address < 0 || address >= size ? 0 : Math.min(most, size - address);
    }

    @Override
    public long host(long address) {
        if (contiguous(address, 1) == 0) {
            throw new IndexOutOfBoundsException("no RAM at " + address);
        }
        return bytes.address() + AROUND + address;
    }

    @Override
    public void wrote(long address, long length) {
        written.set(Math.toIntExact(address), Math.toIntExact(address + length));
    }

    /** Whether all of these bytes were said to be written. */
    public boolean toldOf(int address, int length) {
        return written.get(address, address + length).cardinality() == length;
    }

    /** Forgets what was said to be written. */
    public void forget() {
        written.clear();
    }

    /** Reads 2 bytes. */
    public int u16(long address) {
        return bytes.getShort(place(address)) & 0xffff;
    }

    /** Reads 4 bytes. */
    public int u32(long address) {
        return bytes.getInt(place(address));
    }

    /** Writes 2 bytes. */
    public void put16(long address, int value) {
        bytes.putShort(place(address), value);
    }

    /** Writes 4 bytes. */
    public void put32(long address, int value) {
        bytes.putInt(place(address), value);
    }

    /** Writes 8 bytes. */
    public void put64(long address, long value) {
        bytes.putLong(place(address), value);
    }

    /** Writes bytes. */
    public void put(long address, byte[] data) {
        bytes.set(place(address), data, 0, data.length);
    }

    /** Reads bytes. */
    public byte[] get(long address, int length) {
        byte[] data = new byte[length];
        bytes.get(place(address), data, 0, length);
        return data;
    }

    /** Within RAM, so that a test cannot be what writes around it. */
    private int place(long address) {
        if (address < 0 || address >= size) {
            throw new IndexOutOfBoundsException("no RAM at " + address);
        }
        return Math.toIntExact(AROUND + address);
    }

    /** Fails when anything was written before or behind it. */
    public void assertNothingAround() {
        for (int i = 0; i < AROUND; i++) {
            if (bytes.getByte(i) != UNTOUCHED || bytes.getByte(AROUND + size + i) != UNTOUCHED) {
                throw new AssertionError("written outside of RAM");
            }
        }
    }

    /** Bytes there are. */
    public int size() {
        return size;
    }
}
