package baton.command.hmp;

import baton.command.machine.QueryVmGenerationId;
import baton.machine.board.Board;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info vm-generation-id}: the number of {@code vmgenid}. */
public final class InfoVmGenerationId implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("vm-generation-id", "", "", "Show Virtual Machine Generation ID");

    private final Board board;

    /** Asks {@code board}. */
    public InfoVmGenerationId(Board board) {
        this.board = board;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        out.print(QueryVmGenerationId.number(board) + "\n");
    }
}
