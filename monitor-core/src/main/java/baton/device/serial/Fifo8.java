package baton.device.serial;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;

/** A ring of 16 bytes, laid out in the stream as QEMU's Fifo8. The owner locks. */
final class Fifo8 implements Struct {
    static final int CAPACITY = 16;

    private final byte[] data = new byte[CAPACITY];
    private int head;
    private int count;

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    void clear() {
        head = 0;
        count = 0;
    }

    /** Clears, and forgets the bytes as well: a device fresh from reset shows none of its past. */
    void reset() {
        clear();
        Arrays.fill(data, (byte) 0);
    }

    /** Adds a byte; the caller made sure there is room. */
    void push(int value) {
        data[(head + count) % CAPACITY] = (byte) value;
        count++;
    }

    /** Takes the oldest byte; the caller made sure there is one. */
    int pop() {
        int value = data[head] & 0xff;
        head = (head + 1) % CAPACITY;
        count--;
        return value;
    }

    @Override
    public String vmsd() {
        return "Fifo8";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        v.buffer("data", data);
        head = v.u32("head", head);
        count = v.u32("num", count);
    }

    void check(String name) throws VmStateException {
        if (head < 0 || head >= CAPACITY || count < 0 || count > CAPACITY) {
            throw VmStateException.corrupt("serial: " + name + " holds " + Integer.toUnsignedString(count) + " of "
                    + CAPACITY + " bytes from position " + Integer.toUnsignedString(head));
        }
    }
}
