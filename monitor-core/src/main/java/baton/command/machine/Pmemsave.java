package baton.command.machine;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code pmemsave}: writes a range of guest-physical addresses to a file. */
public final class Pmemsave implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("pmemsave", "Save physical memory to a file")
            .arg("val", Builtin.UINT64)
            .arg("size", Builtin.UINT64)
            .arg("filename", Builtin.STR)
            .build();

    private final Inspection guest;

    /** Reads memory of {@code guest}. */
    public Pmemsave(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        MemoryFile.savePhysical(guest, in.integer("val"), in.integer("size"), in.str("filename"));
        reply.done();
    }
}
