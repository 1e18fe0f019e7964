package baton.command.block;

import baton.block.BlockException;
import baton.machine.HeldDisks;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code blockdev-add}: opens a node that a device can be given. */
public final class BlockdevAdd implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("blockdev-add", "Open a block node")
            .takes(BlockdevTypes.OPTIONS)
            .build();

    private final HeldDisks disks;

    /** To those of {@code disks}. */
    public BlockdevAdd(HeldDisks disks) {
        this.disks = disks;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            disks.orMake().nodes().add(in.all());
        } catch (BlockException e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
