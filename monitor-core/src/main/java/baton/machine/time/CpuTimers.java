package baton.machine.time;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;

/** Section {@code timer}: the virtual clock at the stop. The ticks before it are a TSC base that KVM guests do not use. */
public final class CpuTimers implements VmState {
    private static final int UNUSED_BYTES = 8;

    private final VirtualClock clock;
    private long ticksOffset;
    private long clockOffset;

    /** Carries {@code clock}. */
    public CpuTimers(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public String vmsd() {
        return "timer";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public int minimumVersion() {
        return 1;
    }

    @Override
    public void saving() {
        clockOffset = clock.now();
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        ticksOffset = v.i64("cpu_ticks_offset", ticksOffset);
        v.unused("unused", UNUSED_BYTES);
        if (v.version() >= 2) {
            clockOffset = v.i64("cpu_clock_offset", clockOffset);
        }
    }

    @Override
    public void commit() {
        clock.set(clockOffset);
    }
}
