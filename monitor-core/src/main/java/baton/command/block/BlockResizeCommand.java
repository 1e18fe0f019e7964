package baton.command.block;

import baton.machine.HeldDisks;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code block_resize}: makes a disk longer or shorter; a plain number is MiB. */
public final class BlockResizeCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("block_resize", "device:B,size:o", "device size", "resize a block image");

    private final HeldDisks disks;

    /** Of those of {@code disks}. */
    public BlockResizeCommand(HeldDisks disks) {
        this.disks = disks;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        Resizing.resize(disks, args.str("device"), "", args.integer("size"));
    }
}
