package baton.machine.boot;

import baton.machine.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** RAM from address 0, full of a pattern, so that what was not written shows. */
final class FakeMemory implements GuestMemory {
    final byte[] ram;

    FakeMemory(int size) {
        ram = new byte[size];
        Arrays.fill(ram, (byte) 0xcc);
    }

    ByteBuffer at(int address) {
        return ByteBuffer.wrap(ram, address, ram.length - address).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    String text(int address, int length) {
        return new String(ram, address, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean isRam(long address, long length) {
        return address >= 0 && length >= 0 && address + length <= ram.length;
    }

    @Override
    public void write(long address, byte[] data, int offset, int length) {
        System.arraycopy(data, offset, ram, Math.toIntExact(address), length);
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        System.arraycopy(ram, Math.toIntExact(address), into, offset, length);
    }

    @Override
    public void clear(long address, long length) {
        Arrays.fill(ram, Math.toIntExact(address), Math.toIntExact(address + length), (byte) 0);
    }

    @Override
    public long below4g() {
        return ram.length;
    }

    @Override
    public long above4g() {
        return 0;
    }
}
