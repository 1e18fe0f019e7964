package baton.device.ged;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;
import baton.machine.bus.PowerRequests;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/**
 * QEMU's generic event device (ACPI 6.4, 5.6.9), the registers of hardware-reduced ACPI: sleep control, sleep status, reset
 * (4.8.3.7). No event ever comes, so which one it was always reads 0. Section {@code acpi-ged}.
 */
@AnyThread
public final class AcpiGed implements IoDevice, VmState {
    /** Offsets in its window. */
    public static final int SLEEP_CONTROL = 0;

    /** Sleep status. */
    public static final int SLEEP_STATUS = 1;

    /** Writing {@link #RESET_VALUE} here resets the machine. */
    public static final int RESET = 2;

    /** Bytes in its window. */
    public static final int WINDOW = 3;

    /** What resets the machine. */
    public static final int RESET_VALUE = 0x42;

    /** Sleep type of soft off. */
    public static final int S5 = 5;

    private static final int SLEEP_ENABLE = 0x20;
    private static final int TYPE_SHIFT = 2;

    private int events;
    private int memorySlot;

    private final PowerRequests machine;

    /** Asks {@code machine} what the guest asks for. */
    public AcpiGed(PowerRequests machine) {
        this.machine = machine;
    }

    @Override
    public long read(int offset, int size) {
        return 0;
    }

    @Override
    public void write(int offset, long value, int size) {
        int v = (int) value & 0xff;
        if (offset == SLEEP_CONTROL && v == (SLEEP_ENABLE | S5 << TYPE_SHIFT)) {
            machine.off();
        } else if (offset == RESET && v == RESET_VALUE) {
            machine.reset();
        }
    }

    @Override
    public synchronized void reset() {
        events = 0;
        memorySlot = 0;
    }

    @Override
    public String vmsd() {
        return "acpi-ged";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        v.struct("ged_state", new Selected());
        if (v.subsection("acpi-ged/memhp", 1, true)) {
            v.struct("memhp_state", new MemoryHotplug());
        }
    }

    /** Which events wait to be read. */
    private final class Selected implements Struct {
        @Override
        public String vmsd() {
            return "acpi-ged-state";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            events = v.u32("sel", events);
        }
    }

    /** Of hardware that is not there. */
    private final class MemoryHotplug implements Struct {
        @Override
        public String vmsd() {
            return "memory hotplug state";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            memorySlot = v.u32("selector", memorySlot);
        }
    }
}
