package baton.device.pci;

import baton.base.AnyThread;
import baton.machine.irq.IrqLine;

/**
 * The interrupt lines of bus 0, which functions share: PIRQE to PIRQH of the chipset, by device and pin in turn. A line is
 * high while any function drives it. Counts are those of section {@code PCIBUS}.
 */
@AnyThread
final class PciLines {
    /** PIRQA to PIRQD come first, to which nothing is wired. */
    private static final int FIRST = 4;

    private static final int PINS = 4;

    private final int[] counts;
    private final IrqLine[] lines = {IrqLine.NONE, IrqLine.NONE, IrqLine.NONE, IrqLine.NONE};

    PciLines(int[] counts) {
        this.counts = counts;
    }

    /** Where they end. */
    synchronized void wire(IrqLine... ends) {
        System.arraycopy(ends, 0, lines, 0, PINS);
    }

    /** The line that interrupt pin A of a function ends at. {@code device} is the sum of device numbers on the way. */
    IrqLine pinA(int device) {
        int which = device & PINS - 1;
        return new IrqLine() {
            private boolean high;

            @Override
            public void set(boolean level) {
                synchronized (PciLines.this) {
                    if (high != level) {
                        high = level;
                        counts[FIRST + which] += level ? 1 : -1;
                        lines[which].set(counts[FIRST + which] > 0);
                    }
                }
            }
        };
    }

    /** Nothing drives them: functions will say anew what they do. */
    synchronized void clear() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 0;
        }
    }
}
