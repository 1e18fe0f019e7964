package baton.machine.vcpu;

import baton.migration.vmstate.VmStateException;
import baton.nat.libc.ErrnoException;

/** Where a {@link CpuState} comes from and goes to: one KVM vCPU, standing still. */
interface CpuStore {
    /** Reads everything into {@code cpu}. */
    void fetch(CpuState cpu) throws ErrnoException;

    /** Writes everything from {@code cpu}. */
    void push(CpuState cpu) throws ErrnoException, VmStateException;

    /** Bits of a guest-physical address. */
    int physicalBits();

    /** Family, model and stepping: EDX after reset. */
    int processorSignature();
}
