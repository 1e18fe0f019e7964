package baton.command.block;

import baton.block.BlockNode;
import baton.block.Disks;
import baton.machine.HeldDisks;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code query-named-block-nodes}: every node, whether a device has it or not. */
public final class QueryNamedBlockNodes implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-named-block-nodes", "List the block nodes")
            .opt("flat", Builtin.BOOL)
            .returns(ArrayType.of(BlockTypes.NODE))
            .allowPreconfig()
            .build();

    private final HeldDisks disks;

    /** Of what {@code disks} has. */
    public QueryNamedBlockNodes(HeldDisks disks) {
        this.disks = disks;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        List<Object> all = new ArrayList<>();
        Disks held = disks.all();
        if (held != null) {
            for (BlockNode node : held.nodes().all()) {
                all.add(0, BlockFacts.node(node, true, held)); // the youngest first
            }
        }
        reply.done(all);
    }
}
