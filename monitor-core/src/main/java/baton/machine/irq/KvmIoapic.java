package baton.machine.irq;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The in-kernel 82093AA I/O APIC: section {@code ioapic}, {@code struct kvm_ioapic_state}. Main loop, vCPUs stopped. */
public final class KvmIoapic implements VmState {
    private static final int CHIP = 2;
    private static final int SIZE = 520;
    private static final int BASE_ADDRESS = 8;
    private static final int REGISTER_SELECT = 16;
    private static final int ID = 20;
    private static final int IRR = 24;
    private static final int TABLE = 32;
    private static final long ADDRESS = 0xfec00000L;
    private static final long MASKED = 1 << 16;

    private final KvmChips kvm;
    private final byte[] bytes = new byte[SIZE];
    private final ByteBuffer image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private final long[] entries = new long[24];
    private int id;
    private int registerSelect;
    private int irr;

    /** The one I/O APIC of the machine. */
    public KvmIoapic(KvmChips kvm) {
        this.kvm = kvm;
        clear();
    }

    /** Power-on state, in the kernel as well. */
    public void reset() throws IOException {
        clear();
        write();
    }

    @Override
    public String vmsd() {
        return "ioapic";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public int minimumVersion() {
        return 1;
    }

    @Override
    public void saving() throws VmStateException {
        image.putInt(0, CHIP);
        try {
            kvm.getIrqchip(bytes);
        } catch (IOException e) {
            throw ChipFailure.of("KVM_GET_IRQCHIP", e);
        }
        id = image.getInt(ID) & 0xff;
        registerSelect = image.getInt(REGISTER_SELECT) & 0xff;
        irr = image.getInt(IRR);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = image.getLong(TABLE + 8 * i);
        }
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        id = v.u8("id", id);
        registerSelect = v.u8("ioregsel", registerSelect);
        if (v.version() >= 2) {
            v.unused("unused", 8);
            irr = v.u32("irr", irr);
        }
        v.u64s("ioredtbl", entries);
    }

    @Override
    public void commit() throws VmStateException {
        try {
            write();
        } catch (IOException e) {
            throw ChipFailure.of("KVM_SET_IRQCHIP", e);
        }
    }

    private void write() throws IOException {
        image.putInt(0, CHIP);
        image.putLong(BASE_ADDRESS, ADDRESS);
        image.putInt(REGISTER_SELECT, registerSelect);
        image.putInt(ID, id);
        image.putInt(IRR, irr);
        for (int i = 0; i < entries.length; i++) {
            image.putLong(TABLE + 8 * i, entries[i]);
        }
        kvm.setIrqchip(bytes);
    }

    private void clear() {
        id = 0;
        registerSelect = 0;
        irr = 0;
        Arrays.fill(entries, MASKED);
    }
}
