package baton.device.virtio.testing;

import baton.machine.memory.DmaMemory;
import baton.nat.libc.NativeBuffer;
import java.util.BitSet;

/** RAM from guest address 0 on; outside of it there is none. It notes which bytes were said to be written. */
public final class FakeRam implements DmaMemory {
    private final NativeBuffer bytes;
    private final BitSet written = new BitSet();

    /** So many bytes, all 0. */
    public FakeRam(int size) {
        bytes = NativeBuffer.allocate(size);
    }

    @Override
    public long contiguous(long address, long most) {
        return address < 0 || address >= bytes.size() ? 0 : Math.min(most, bytes.size() - address);
    }

    @Override
    public long host(long address) {
        if (contiguous(address, 1) == 0) {
            throw new IndexOutOfBoundsException("no RAM at " + address);
        }
        return bytes.address() + address;
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
        return bytes.getShort(Math.toIntExact(address)) & 0xffff;
    }

    /** Reads 4 bytes. */
    public int u32(long address) {
        return bytes.getInt(Math.toIntExact(address));
    }

    /** Writes 2 bytes. */
    public void put16(long address, int value) {
        bytes.putShort(Math.toIntExact(address), value);
    }

    /** Writes 4 bytes. */
    public void put32(long address, int value) {
        bytes.putInt(Math.toIntExact(address), value);
    }

    /** Writes 8 bytes. */
    public void put64(long address, long value) {
        bytes.putLong(Math.toIntExact(address), value);
    }

    /** Writes bytes. */
    public void put(long address, byte[] data) {
        bytes.set(Math.toIntExact(address), data, 0, data.length);
    }

    /** Reads bytes. */
    public byte[] get(long address, int length) {
        byte[] data = new byte[length];
        bytes.get(Math.toIntExact(address), data, 0, length);
        return data;
    }

    /** Bytes there are. */
    public int size() {
        return bytes.size();
    }
}
