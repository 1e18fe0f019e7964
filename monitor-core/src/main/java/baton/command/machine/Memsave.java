package baton.command.machine;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code memsave}: writes a range of virtual addresses, as one processor sees them, to a file. */
public final class Memsave implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("memsave", "Save virtual memory to a file")
            .arg("val", Builtin.UINT64)
            .arg("size", Builtin.UINT64)
            .arg("filename", Builtin.STR)
            .opt("cpu-index", Builtin.INT)
            .build();

    private final Inspection guest;

    /** Reads memory of {@code guest}. */
    public Memsave(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        MemoryFile.saveVirtual(
                guest, in.integerOr("cpu-index", 0), in.integer("val"), in.integer("size"), in.str("filename"));
        reply.done();
    }
}
