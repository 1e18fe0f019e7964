package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code xp}: shows physical memory. */
public final class ExaminePhysicalCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("xp", "fmt:/,addr:l", "/fmt addr", "physical memory dump starting at 'addr'");

    private final Inspection guest;

    /** Reads memory of {@code guest}. */
    public ExaminePhysicalCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        new MemoryDump(args, out).print(new MemoryDump.Source() {
            @Override
            public boolean read(long address, byte[] into, int length) {
                return guest.readPhysical(address, into, length);
            }
        });
    }
}
