package baton.command;

import baton.command.block.BlockResize;
import baton.command.block.BlockdevAdd;
import baton.command.block.BlockdevDel;
import baton.command.block.QueryBlock;
import baton.command.block.QueryBlockstats;
import baton.command.block.QueryNamedBlockNodes;
import baton.command.block.Transaction;
import baton.machine.HeldDisks;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;

/** QMP's commands about disks. */
final class BlockCommands implements QmpCommands {
    private static final String[] NAMES = {
        "block_resize",
        "blockdev-add",
        "blockdev-del",
        "query-block",
        "query-blockstats",
        "query-named-block-nodes",
        "transaction"
    };

    private final HeldDisks disks;

    BlockCommands(HeldDisks disks) {
        this.disks = disks;
    }

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "block_resize" -> new BlockResize(disks);
            case "blockdev-add" -> new BlockdevAdd(disks);
            case "blockdev-del" -> new BlockdevDel(disks);
            case "query-block" -> new QueryBlock(disks);
            case "query-blockstats" -> new QueryBlockstats(disks);
            case "query-named-block-nodes" -> new QueryNamedBlockNodes(disks);
            case "transaction" -> new Transaction();
            default -> null;
        };
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
