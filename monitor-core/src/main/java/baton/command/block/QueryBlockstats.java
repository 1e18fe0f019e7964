package baton.command.block;

import baton.block.BlockBackend;
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

/** {@code query-blockstats}: what was done on each disk. */
public final class QueryBlockstats implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-blockstats", "Show what was done on disks")
            .opt("query-nodes", Builtin.BOOL)
            .returns(ArrayType.of(BlockTypes.STATS))
            .allowPreconfig()
            .build();

    private final HeldDisks disks;

    /** Of what {@code disks} has. */
    public QueryBlockstats(HeldDisks disks) {
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
        if (held != null && in.boolOr("query-nodes", false)) {
            for (BlockNode node : held.nodes().all()) {
                BlockBackend user = held.onNode(node.spec().name());
                all.add(BlockFacts.stats(node, user == null ? 0 : user.stats().highest()));
            }
        } else if (held != null) {
            for (BlockBackend backend : held.backends()) {
                all.add(BlockFacts.stats(backend));
            }
        }
        reply.done(all);
    }
}
