package baton.device.vapic;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.util.Arrays;

/**
 * The port of kvmvapic, QEMU's option ROM that patches TPR accesses of old 32-bit Windows guests; section {@code
 * kvm-tpr-opt}. Baton has no such ROM: the port takes writes and does nothing, and the section is kept as it came.
 */
@AnyThread
public final class Vapic implements IoDevice, VmState {
    private final GuestRom rom = new GuestRom();
    private int state;
    private int realTprAddress;
    private int romStateAddress;
    private int vapicPhysical;
    private int romStatePhysical;

    @Override
    public long read(int offset, int size) {
        return -1;
    }

    @Override
    public void write(int offset, long value, int size) {}

    @Override
    public synchronized void reset() {
        rom.clear();
        state = 0;
        realTprAddress = 0;
        romStateAddress = 0;
        vapicPhysical = 0;
        romStatePhysical = 0;
    }

    @Override
    public String vmsd() {
        return "kvm-tpr-opt";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        v.struct("rom_state", rom);
        state = v.u32("state", state);
        realTprAddress = v.u32("real_tpr_addr", realTprAddress);
        romStateAddress = v.u32("rom_state_vaddr", romStateAddress);
        vapicPhysical = v.u32("vapic_paddr", vapicPhysical);
        romStatePhysical = v.u32("rom_state_paddr", romStatePhysical);
    }

    /** QEMU's copy of the option ROM's header: fields by their names on the wire. */
    private static final class GuestRom implements Struct {
        private static final String[] NAMES = {
            "vaddr", "fixup_start", "fixup_end", "vapic_vaddr", "vapic_size", "vcpu_shift", "real_tpr_addr"
        };
        private final int[] values = new int[NAMES.length];
        private final Handlers uniprocessor = new Handlers();
        private final Handlers multiprocessor = new Handlers();

        void clear() {
            Arrays.fill(values, 0);
            uniprocessor.clear();
            multiprocessor.clear();
        }

        @Override
        public String vmsd() {
            return "kvmvapic-guest-rom";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            v.unused("unused", 8);
            for (int i = 0; i < values.length; i++) {
                values[i] = v.u32(NAMES[i], values[i]);
            }
            v.struct("up", uniprocessor);
            v.struct("mp", multiprocessor);
        }
    }

    /** Addresses of the ROM's replacements for TPR accesses. */
    private static final class Handlers implements Struct {
        private int setTpr;
        private int setTprEax;
        private final int[] getTpr = new int[8];
        private int getTprStack;

        void clear() {
            setTpr = 0;
            setTprEax = 0;
            Arrays.fill(getTpr, 0);
            getTprStack = 0;
        }

        @Override
        public String vmsd() {
            return "kvmvapic-handlers";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void state(StateVisitor v) throws VmStateException {
            setTpr = v.u32("set_tpr", setTpr);
            setTprEax = v.u32("set_tpr_eax", setTprEax);
            v.u32s("get_tpr", getTpr);
            getTprStack = v.u32("get_tpr_stack", getTprStack);
        }
    }
}
