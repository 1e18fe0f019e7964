package baton.machine.irq;

import baton.machine.time.VirtualClock;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The in-kernel 8254 timer: section {@code i8254}, {@code struct kvm_pit_state2}. The kernel counts host time, which
 * passes while the VM is stopped; so the state is fetched when the VM stops, kept in virtual time, and given back when it
 * starts. Main loop, vCPUs stopped.
 */
public final class KvmPit implements VmState {
    private static final int SIZE = 112;
    private static final int HPET_LEGACY = 1; // the flag that takes channel 0 off its interrupt

    private final KvmChips kvm;
    private final VirtualClock clock;
    private final PitChannel[] channels = {new PitChannel(), new PitChannel(), new PitChannel()};
    private int irqDisabled;
    private long nextTransition;

    /** A timer in power-on state, which the kernel gets at {@link #vmStarting}. */
    public KvmPit(KvmChips kvm, VirtualClock clock) {
        this.kvm = kvm;
        this.clock = clock;
        clear();
    }

    /** Power-on state; in the kernel too, at once when virtual time runs. */
    public void reset() throws IOException {
        clear();
        if (clock.isRunning()) {
            vmStarting();
        }
    }

    /** Fetches the state. Call once the virtual clock has stopped. */
    public void vmStopped() throws IOException {
        byte[] state = new byte[SIZE];
        kvm.getPit(state);
        ByteBuffer from = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        for (PitChannel channel : channels) {
            channel.get(from, clock.offset());
        }
        irqDisabled = from.getInt() & HPET_LEGACY;
    }

    /** Gives the state to the kernel, whose timer starts. Call once the virtual clock has started. */
    public void vmStarting() throws IOException {
        byte[] state = new byte[SIZE];
        ByteBuffer to = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        for (PitChannel channel : channels) {
            channel.put(to, clock.offset());
        }
        to.putInt(irqDisabled & HPET_LEGACY);
        kvm.setPit(state);
    }

    @Override
    public String vmsd() {
        return "i8254";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public int minimumVersion() {
        return 2;
    }

    /** QEMU's older name for it: the chip's first port. */
    @Override
    public int aliasInstanceId() {
        return 0x40;
    }

    @Override
    public void saving() {
        nextTransition = irqDisabled != 0 ? -1 : channels[0].transitionAfter(clock.now());
        channels[0].nextTransition(nextTransition);
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        if (v.version() >= 3) {
            irqDisabled = v.u32("channels[0].irq_disabled", irqDisabled);
        }
        v.structs("channels", channels);
        nextTransition = v.i64("channels[0].next_transition_time", nextTransition);
    }

    @Override
    public void loaded() throws VmStateException {
        for (int i = 0; i < channels.length; i++) {
            channels[i].check(i);
        }
    }

    private void clear() {
        for (int i = 0; i < channels.length; i++) {
            channels[i].reset(i != 2, clock.now()); // channel 2 has a gate of its own, which starts low
        }
        irqDisabled = 0;
        nextTransition = 0;
    }
}
