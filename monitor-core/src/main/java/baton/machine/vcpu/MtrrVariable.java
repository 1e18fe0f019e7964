package baton.machine.vcpu;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;

/**
 * One variable-range MTRR pair. On the wire the mask's bits from the guest's physical address width up to 51 are ones,
 * so that a host with more address bits reads the same range; here they are what the vCPU has.
 */
final class MtrrVariable implements Struct {
    private static final int WIRE_BITS = 52;

    private final MsrFile msr;
    private final int baseNumber;
    private final long above;

    MtrrVariable(MsrFile msr, int pair, int physicalBits) {
        this.msr = msr;
        this.baseNumber = MsrFile.MTRR_VARIABLE + 2 * pair;
        this.above = (1L << WIRE_BITS) - 1 & -(1L << physicalBits);
    }

    @Override
    public String vmsd() {
        return "mtrr_var";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        msr.set(baseNumber, v.u64("base", msr.get(baseNumber)));
        msr.set(baseNumber + 1, v.u64("mask", msr.get(baseNumber + 1) | above) & ~above);
    }
}
