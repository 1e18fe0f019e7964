package baton.machine.irq;

import baton.base.AnyThread;

/** A wire to the in-kernel interrupt controllers; the kernel hears of it only when it changes. */
@AnyThread
public final class KvmIrqLine implements IrqLine {
    private final KvmChips kvm;
    private final int gsi;
    private boolean level;

    /** The wire that ends at {@code gsi} of the routing table. */
    public KvmIrqLine(KvmChips kvm, int gsi) {
        this.kvm = kvm;
        this.gsi = gsi;
    }

    @Override
    public synchronized void set(boolean newLevel) {
        if (level != newLevel) {
            level = newLevel;
            kvm.irqLine(gsi, newLevel);
        }
    }
}
