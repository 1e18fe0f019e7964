package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.io.IOException;

/** {@code x}: shows virtual memory. */
public final class ExamineCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("x", "fmt:/,addr:l", "/fmt addr", "virtual memory dump starting at 'addr'");

    private final Inspection guest;

    /** Reads memory of {@code guest}. */
    public ExamineCommand(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        if (guest.cpus() == 0) {
            out.print("Can not dump without CPU\n");
            return;
        }
        int cpu = out.cpu();
        new MemoryDump(args, out).print(new MemoryDump.Source() {
            @Override
            public boolean read(long address, byte[] into, int length) throws IOException {
                return guest.readVirtual(cpu, address, into, length);
            }
        });
    }
}
