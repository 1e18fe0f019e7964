package baton.command.hmp;

import baton.machine.board.Board;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info mtree}: who answers at which address; the options change nothing. */
public final class InfoMtree implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "mtree",
            "flatview:-f,dispatch_tree:-d,owner:-o,disabled:-D",
            "[-f][-d][-o][-D]",
            "show memory tree (-f: dump flat view for address spaces;-d: dump dispatch tree, valid with -f only);-o: dump region owners/parents;-D: dump disabled regions");

    private final Board board;

    /** Shows the addresses of {@code board}. */
    public InfoMtree(Board board) {
        this.board = board;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        out.print(MemoryTree.text(board));
    }
}
