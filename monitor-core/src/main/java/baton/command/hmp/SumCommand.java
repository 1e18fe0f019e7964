package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code sum}: the BSD checksum of physical memory. */
public final class SumCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("sum", "start:i,size:i", "addr size", "compute the checksum of a memory region");
    private static final int CHUNK = 1 << 16;
    private static final int DIGITS = 5;

    private final Inspection guest;

    /** Reads memory of {@code guest}. */
    public SumCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        byte[] page = new byte[CHUNK];
        long start = args.integer("start");
        long size = args.integer("size");
        int sum = 0;
        for (long done = 0; done < size; ) {
            int here = (int) Math.min(page.length, size - done);
            guest.readPhysical(start + done, page, here);
            for (int i = 0; i < here; i++) {
                // A 16-bit register, turned right by one bit before each byte is added.
                sum = (sum >> 1 | sum << 15) + (page[i] & 0xff) & 0xffff;
            }
            done += here;
        }
        String digits = Integer.toString(sum);
        out.print("0".repeat(Math.max(0, DIGITS - digits.length())) + digits + "\n");
    }
}
