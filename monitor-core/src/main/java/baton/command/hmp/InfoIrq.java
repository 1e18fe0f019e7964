package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info irq}: what the interrupt chips counted; those in the kernel count nothing. */
public final class InfoIrq implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("irq", "", "", "show the interrupts statistics (if available)");

    private final Inspection guest;

    /** Lists the chips of {@code guest}. */
    public InfoIrq(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        if (guest.cpus() > 0) {
            out.print("IRQ statistics for kvm-i8259:\nIRQ statistics for kvm-ioapic:\n");
        }
    }
}
