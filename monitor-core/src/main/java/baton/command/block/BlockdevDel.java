package baton.command.block;

import baton.block.BlockException;
import baton.machine.HeldDisks;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import java.io.IOException;

/** {@code blockdev-del}: closes a node that nothing uses. */
public final class BlockdevDel implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("blockdev-del", "Close a block node")
            .arg("node-name", Builtin.STR)
            .build();

    private final HeldDisks disks;

    /** Of those of {@code disks}. */
    public BlockdevDel(HeldDisks disks) {
        this.disks = disks;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        String name = in.str("node-name");
        try {
            if (disks.all() == null) {
                throw new BlockException("Failed to find node with node-name='" + name + "'");
            }
            disks.all().removeNode(name);
        } catch (BlockException | IOException e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
