package baton.machine.irq;

import baton.base.AnyThread;

/** Several wires that end at one: it is high while any of them is. */
@AnyThread
public final class SharedIrqLine {
    private final IrqLine end;
    private int high;

    /** All end at {@code end}. */
    public SharedIrqLine(IrqLine end) {
        this.end = end;
    }

    /** Another wire to it, which drives {@code too} as well. */
    public IrqLine input(IrqLine too) {
        return new IrqLine() {
            private boolean level;

            @Override
            public void set(boolean newLevel) {
                synchronized (SharedIrqLine.this) {
                    if (level != newLevel) {
                        level = newLevel;
                        high += newLevel ? 1 : -1;
                        end.set(high > 0);
                        too.set(newLevel);
                    }
                }
            }
        };
    }
}
