package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.io.IOException;

/** {@code gva2gpa}: the physical address behind a virtual one of the current processor. */
public final class Gva2gpaCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "gva2gpa", "addr:l", "addr", "print the guest physical address corresponding to a guest virtual address");

    private final Inspection guest;

    /** Asks the processors of {@code guest}. */
    public Gva2gpaCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        if (guest.cpus() == 0) {
            out.print("No cpu\n");
            return;
        }
        try {
            long physical = guest.physical(out.cpu(), args.integer("addr"));
            out.print(physical == -1 ? "Unmapped\n" : "gpa: 0x" + Long.toHexString(physical) + "\n");
        } catch (IOException e) {
            throw QmpException.generic("cannot translate the address: " + e.getMessage());
        }
    }
}
