package baton.device.ich9;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;
import baton.machine.bus.PowerRequests;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/**
 * System control port A of the PS/2: bit 0 resets, bit 1 is address line 20. Section {@code port92}. The line is on from
 * the start, as firmware leaves it, and KVM knows no other.
 */
@AnyThread
public final class Port92 implements IoDevice, VmState {
    private static final int RESET = 1;
    private static final int A20 = 2;

    private int outport = A20;

    private final PowerRequests machine;

    /** Asks {@code machine} for resets. */
    public Port92(PowerRequests machine) {
        this.machine = machine;
    }

    @Override
    public synchronized void reset() {
        outport = A20;
    }

    @Override
    public synchronized long read(int offset, int size) {
        return outport;
    }

    @Override
    public void write(int offset, long value, int size) {
        if (store((int) value & 0xff)) {
            machine.reset();
        }
    }

    /** Whether the reset bit rose. */
    private synchronized boolean store(int value) {
        boolean rose = (value & ~outport & RESET) != 0;
        outport = value;
        return rose;
    }

    @Override
    public String vmsd() {
        return "port92";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        outport = v.u8("outport", outport);
    }
}
