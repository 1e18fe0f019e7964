package baton.command.block;

import baton.block.BlockBackend;
import baton.block.Disks;
import baton.machine.HeldDisks;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code query-block}: the disks that devices have. */
public final class QueryBlock implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-block", "List the disks")
            .returns(ArrayType.of(BlockTypes.DISK))
            .allowPreconfig()
            .build();

    private final HeldDisks disks;

    /** Of what {@code disks} has. */
    public QueryBlock(HeldDisks disks) {
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
            for (BlockBackend backend : held.backends()) {
                all.add(BlockFacts.disk(backend, held));
            }
        }
        reply.done(all);
    }
}
