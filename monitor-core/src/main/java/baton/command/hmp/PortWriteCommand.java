package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code o}: writes an I/O port as a processor would. */
public final class PortWriteCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("o", "fmt:/,addr:i,val:i", "/fmt addr value", "I/O port write");
    private static final int PORTS = 0xffff;

    private final Inspection guest;

    /** Writes ports of {@code guest}. */
    public PortWriteCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        if (guest.ports() == null) {
            throw QmpException.generic("the machine has no I/O ports");
        }
        int size = PortReadCommand.width(args.integer("size"));
        guest.ports().write((int) args.integer("addr") & PORTS, args.integer("val"), size);
    }
}
