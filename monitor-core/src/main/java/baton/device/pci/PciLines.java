package baton.device.pci;

import baton.base.AnyThread;
import baton.machine.irq.IrqLine;

/**
 * The interrupt lines of bus 0, which functions share, by device and pin in turn: the last four that are counted (q35 has PIRQA
 * to PIRQD before them, to which nothing is wired). A line is high while any function drives it. Counts are those of section
 * {@code PCIBUS}.
 */
@AnyThread
final class PciLines {
    private static final int PINS = 4;

    private final int[] counts;
    private final int first;
    private final IrqLine[] lines = {IrqLine.NONE, IrqLine.NONE, IrqLine.NONE, IrqLine.NONE};

    PciLines(int[] counts) {
        this.counts = counts;
        this.first = counts.length - PINS;
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
                        counts[first + which] += level ? 1 : -1;
                        lines[which].set(counts[first + which] > 0);
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
