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
        MemoryMap.Region region = region(guest, address);
        if (region == null) {
            out.print(noRam(guest, address));
            return;
        }
        out.print("Host virtual address for 0x" + Long.toHexString(address) + " ("
                + region.block().name() + ") is 0x" + Long.toHexString(host(region, address)) + "\n");
    }

    /** The RAM with that guest-physical address in it; null when there is none. */
    static MemoryMap.Region region(Inspection guest, long address) {
        for (MemoryMap.Region region : guest.memory().regions()) {
            long offset = address - region.address();
            if (offset >= 0 && offset < region.length()) {
                return region;
            }
        }
        return null;
    }

    static long host(MemoryMap.Region region, long address) {
        return region.block().address() + region.offset() + address - region.address();
    }

    /** What is said of an address without RAM. */
    static String noRam(Inspection guest, long address) {
        String hex = "0x" + Long.toHexString(address);
        return guest.isDevice(address)
                ? "Memory at address " + hex + " is not RAM\n"
                : "No memory is mapped at address " + hex + "\n";
    }
}
