package baton.command.hmp;

import baton.machine.board.Board;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info qtree}: the devices. */
public final class InfoQtree implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("qtree", "brief:-b", "[-b]", "show device tree (-b: brief, omit properties)");

    private final Board board;

    /** Shows the devices of {@code board}. */
    public InfoQtree(Board board) {
        this.board = board;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        out.print(QtreeText.of(board.tree(), args.flag("brief")));
    }
}
