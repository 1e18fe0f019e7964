package baton.command.hmp;

import baton.machine.Inspection;
import baton.machine.memory.MemoryMap;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code gpa2hva}: where in this process a byte of the guest's RAM is. */
public final class Gpa2hvaCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "gpa2hva", "addr:l", "addr", "print the host virtual address corresponding to a guest physical address");

    private final Inspection guest;

    /** Looks at the RAM of {@code guest}. */
    public Gpa2hvaCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        long address = args.integer("addr");
        String hex = "0x" + Long.toHexString(address);
        for (MemoryMap.Region region : guest.memory().regions()) {
            long offset = address - region.address();
            if (offset >= 0 && offset < region.length()) {
                long host = region.block().address() + region.offset() + offset;
                out.print("Host virtual address for " + hex + " ("
                        + region.block().name() + ") is 0x" + Long.toHexString(host) + "\n");
                return;
            }
        }
        out.print("No memory is mapped at address " + hex + "\n");
    }
}
