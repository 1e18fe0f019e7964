package baton.machine.irq;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;

/**
 * The clock KVM shows paravirtualized guests: section {@code kvmclock}. It goes on in the kernel while the VM is stopped,
 * so its value is fetched when the VM stops and put back when it starts. Main loop, vCPUs stopped.
 */
public final class KvmClock implements VmState {
    private final KvmChips kvm;
    private long nanos;
    private boolean reliable = true;

    /** A clock at zero. */
    public KvmClock(KvmChips kvm) {
        this.kvm = kvm;
    }

    /** Fetches the clock. Call when the vCPUs have stopped. */
    public void vmStopped() throws IOException {
        nanos = kvm.getClock();
        reliable = true;
    }

    /** Puts the clock back. Call before the vCPUs start; each vCPU then needs KVM_KVMCLOCK_CTRL. */
    public void vmStarting() throws IOException {
        kvm.setClock(nanos);
    }

    @Override
    public String vmsd() {
        return "kvmclock";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        nanos = v.u64("clock", nanos);
        if (v.loading()) {
            reliable = false;
        }
        if (v.subsection("kvmclock/clock_is_reliable", 1, true)) {
            reliable = v.bool("clock_is_reliable", reliable);
        }
    }
}
