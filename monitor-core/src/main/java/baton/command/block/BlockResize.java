package baton.command.block;

import baton.machine.HeldDisks;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code block_resize}: makes a disk longer or shorter under a running guest. */
public final class BlockResize implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("block_resize", "Resize a disk")
            .opt("device", Builtin.STR)
            .opt("node-name", Builtin.STR)
            .arg("size", Builtin.INT)
            .build();

    private final HeldDisks disks;

    /** Of those of {@code disks}. */
    public BlockResize(HeldDisks disks) {
        this.disks = disks;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        Resizing.resize(disks, in.strOr("device", ""), in.strOr("node-name", ""), in.integer("size"));
        reply.done();
    }
}
