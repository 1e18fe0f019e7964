package baton.command.hmp;

import baton.base.Hex;
import baton.machine.Inspection;
import baton.migration.spi.RamBlock;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info ramblock}: the blocks of RAM, and where they are in this process. */
public final class InfoRamblock implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("ramblock", "", "", "Display system ramblock information");
    private static final int NAME = 24;
    private static final int DIGITS = 16;
    /** Blocks begin at multiples of this, as in QEMU's list. */
    private static final long STEP = 0x40000;

    private final Inspection guest;

    /** Lists the blocks of {@code guest}. */
    public InfoRamblock(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        StringBuilder text = new StringBuilder(
                        "              Block Name    PSize              Offset               Used")
                .append("              Total                HVA  RO\n");
        long offset = 0;
        for (RamBlock block : guest.ramBlocks()) {
            text.append(Pad.left(block.name(), NAME)).append("    4 KiB  0x").append(Hex.padded(offset, DIGITS));
            text.append(" 0x").append(Hex.padded(block.length(), DIGITS));
            text.append(" 0x").append(Hex.padded(block.length(), DIGITS));
            text.append(" 0x").append(Hex.padded(block.address(), DIGITS)).append("  rw\n");
            offset += (block.length() + STEP - 1) / STEP * STEP;
        }
        out.print(text.toString());
    }
}
