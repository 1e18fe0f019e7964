package baton.device.generation;

import baton.base.MainLoopThread;
import baton.machine.memory.GuestMemory;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/**
 * QEMU's {@code vmgenid}: a number in guest memory that is another one when a guest may live twice (Microsoft's "Virtual Machine
 * Generation ID"; QEMU's vmgenid.rst). Section {@code vmgenid}: the address of the page that has it, little endian. A process
 * that takes a guest over writes its own number there and says so, whatever the mode, as QEMU does.
 */
@MainLoopThread
public final class GenerationId implements VmState {
    /** Where in its page the number is. */
    public static final int OFFSET = 40;

    private static final int BYTES = 16;

    private final byte[] address = new byte[8];

    private final byte[] number;
    private final GuestMemory memory;
    private final Runnable changed;

    /**
     * @param number its 16 bytes as a UUID is written
     * @param changed tells the guest that it is another one
     */
    public GenerationId(byte[] number, GuestMemory memory, Runnable changed) {
        this.number = number.clone();
        this.memory = memory;
        this.changed = changed;
    }

    /** Power-on: the guest's tables say that {@code page} has it. The guest is not told. */
    public void place(long page) {
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) (page >> 8 * i);
        }
        write();
    }

    /** The number as people write it. */
    public String text() {
        StringBuilder text = new StringBuilder(36);
        for (int i = 0; i < BYTES; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.append('-');
            }
            text.append(Character.forDigit(number[i] >> 4 & 0xf, 16)).append(Character.forDigit(number[i] & 0xf, 16));
        }
        return text.toString();
    }

    private long page() {
        long page = 0;
        for (int i = 0; i < address.length; i++) {
            page |= (address[i] & 0xffL) << 8 * i;
        }
        return page;
    }

    /** Whether the guest has a place for it, to which it was written. */
    private boolean write() {
        long page = page();
        if (page == 0 || !memory.isRam(page, OFFSET + BYTES)) {
            return false;
        }
        memory.write(page + OFFSET, littleEndian());
        return true;
    }

    /** The first three fields of a UUID are little endian in memory. */
    private byte[] littleEndian() {
        byte[] bytes = number.clone();
        int[] order = {3, 2, 1, 0, 5, 4, 7, 6};
        for (int i = 0; i < order.length; i++) {
            bytes[i] = number[order[i]];
        }
        return bytes;
    }

    @Override
    public String vmsd() {
        return "vmgenid";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        v.u8s("vmgenid_addr_le", address);
    }

    @Override
    public void commit() {
        if (write()) {
            changed.run();
        }
    }
}
