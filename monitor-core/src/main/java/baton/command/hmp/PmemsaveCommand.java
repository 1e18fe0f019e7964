package baton.command.hmp;

import baton.command.machine.MemoryFile;
import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code pmemsave}: writes physical memory to a file. */
public final class PmemsaveCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "pmemsave",
            "val:l,size:l,filename:s",
            "addr size file",
            "save to disk physical memory dump starting at 'addr' of size 'size'");

    private final Inspection guest;

    /** Reads memory of {@code guest}. */
    public PmemsaveCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        MemoryFile.savePhysical(guest, args.integer("val"), args.integer("size"), args.str("filename"));
    }
}
