package baton.device.virtio.testing;

import baton.machine.irq.IrqLine;

/** An interrupt line that can be looked at. */
public final class FakeLine implements IrqLine {
    private boolean level;
    private int rises;

    @Override
    public void set(boolean newLevel) {
        if (newLevel && !level) {
            rises++;
        }
        level = newLevel;
    }

    /** Whether it is high. */
    public boolean high() {
        return level;
    }

    /** How often it went high. */
    public int rises() {
        return rises;
    }
}
