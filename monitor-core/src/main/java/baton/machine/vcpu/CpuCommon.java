package baton.machine.vcpu;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/**
 * Section {@code cpu_common}: whether the vCPU is halted, and interrupts a userspace PIC had raised. With KVM's own PIC
 * the second is 2 (HARD) exactly when the master PIC asserts its output, which a QEMU reading this needs.
 */
public final class CpuCommon implements VmState {
    private static final int HARD = 2;

    /** Whether the interrupt controller asserts the INTR line of vCPU 0, asked while saving. */
    public interface IntrLine {
        /** The line's level. */
        boolean asserted() throws VmStateException;
    }

    /** What is asked of the vCPU while it is parked. */
    interface Halt {
        /** Whether it sits in HLT, or waits to be started. */
        boolean halted() throws VmStateException;
    }

    private final int index;
    private final Halt halt;
    private final IntrLine intr;
    private int halted;
    private int interruptRequest;

    CpuCommon(int index, Halt halt, IntrLine intr) {
        this.index = index;
        this.halt = halt;
        this.intr = intr;
    }

    @Override
    public String vmsd() {
        return "cpu_common";
    }

    @Override
    public int instanceId() {
        return index;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void saving() throws VmStateException {
        halted = halt.halted() ? 1 : 0;
        interruptRequest = index == 0 && intr.asserted() ? HARD : 0;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        halted = v.u32("halted", halted);
        interruptRequest = v.u32("interrupt_request", interruptRequest);
        if (v.subsection("cpu_common/crash_occurred", 1, false)) {
            v.bool("crash_occurred", false);
        }
    }
}
